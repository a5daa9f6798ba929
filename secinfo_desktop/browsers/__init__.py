"""Separate private browser sessions: two accounts signed in side by side, in browsers that know nothing of each other.

Two private windows of one browser share one cookie jar, so each session gets a fresh profile folder of its own besides
the private flag, and proves on a page of this computer that no cookie of another one came along (B20-B22). This room
knows no face, no provider and no account: it is handed addresses, and hands out states.
"""
