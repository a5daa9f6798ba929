"""What the house needs to stand: set-up of the computer, house rules, measurements. Never part of the program."""
