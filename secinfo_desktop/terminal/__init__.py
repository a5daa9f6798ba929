"""The terminal face: the same flow line by line. Draws nothing, needs no colour, and knows no window.

``screens`` turns a page into sentences and numbered answers, ``paper`` turns those into lines, ``typed`` says what a
typed line means, ``face`` is the loop around them.
"""
