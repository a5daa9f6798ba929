"""The steps, oldest first; each runs inside the transaction of its caller."""
