"""My security info in the window: one small file for each kind of page, and who leads through them."""
