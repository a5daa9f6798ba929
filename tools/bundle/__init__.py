"""Builds what people install: a folder with the program, its Python and its libraries, and packages made of it.

`python -m tools.bundle --help` tells how; the settings of each platform lie in `packaging/`.
"""
