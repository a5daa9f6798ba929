"""What is true: contacts, masks, codes, limits, passwords, provider packs. Pure: no I/O, and now is an argument."""
