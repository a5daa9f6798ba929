"""Draws what people see, as pictures: ``python -m tools.screenshots [FOLDER]``. Needs no display, no network.

Every page of the window in every look (``tests/gui/every_page.py``, ``tests/gui/looks.py``), the parts in every state
(``tests/gui/gallery.py``), and one sheet for each look with all its pages beside each other. A page that scrolls has a
second picture, ``…-whole.png``, in a window as high as the page. The same call gives the same pictures.
"""
