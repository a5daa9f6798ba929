"""The same flow line by line, for people without a screen and for the simulated person."""
