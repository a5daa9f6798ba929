"""Figures that anyone can repeat: `make bench` prints what, how much, the goal, and whether it is met.

A figure is a ratio to a baseline that was measured in the same run, and so means the same on another computer. Where a
ratio makes no sense it is a time. CPU time is preferred to time on the wall: other programs do not count in it.
"""
