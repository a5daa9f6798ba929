"""How messages leave: the worker of the outbox, SMTP and the practice world. Knows no HTTP routes."""
