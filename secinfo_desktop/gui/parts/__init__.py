"""The parts that every page is made of, painted from the theme's tokens."""
