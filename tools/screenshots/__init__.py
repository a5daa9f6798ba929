"""Draws what people see, as pictures. Needs no display and no network; the same call gives the same pictures.

``make screenshots`` draws every page of the window (``tests/gui/all_sights.py``) in every look (``tests/gui/looks.py``:
light, dark and high contrast, text at 100 and 200 %, English, German, pseudo-long and pseudo right-to-left) into
``build/screenshots``, and for each page a contact sheet ``page-….png`` with its 24 looks; then the parts in every state
(``tests/gui/gallery.py``). A page that scrolls has a second picture, ``…-whole.png``, in a window as high as the page.
All of it takes about a quarter of an hour. ``make screenshots ARGS="--only rtl/waiting"`` draws some of it; with one
look, as ``--only "^light/"``, its pages stand on sheets together. ``make screenshots ARGS=--docs`` draws the pictures
of the README.
"""
