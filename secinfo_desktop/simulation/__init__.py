"""Plays the guide against populations of made-up people, beside simpler ways of leading them.

All times are made of assumed numbers: they compare ways of leading, they are no forecast. Knows the guide and nothing
of screens, services or files.
"""
