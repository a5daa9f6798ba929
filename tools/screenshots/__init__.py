"""Draws what people see, as pictures. Needs no display and no network; the same call gives the same pictures.

``make screenshots`` draws every page of the window in every look (``tests/gui/every_page.py``, ``tests/gui/looks.py``)
into ``build/screenshots``, one sheet for each look with its pages beside each other, and the parts in every state
(``tests/gui/gallery.py``). A page that scrolls has a second picture, ``…-whole.png``, in a window as high as the page.
``make screenshots ARGS="--only rtl/waiting"`` draws some of them, ``make screenshots ARGS=--docs`` the pictures of the
README and the docs.
"""
