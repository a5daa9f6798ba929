"""Made-up accounts in any number, for measuring and for large runs."""
