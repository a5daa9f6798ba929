"""The command line: one small file per subcommand, heavy imports inside functions."""
