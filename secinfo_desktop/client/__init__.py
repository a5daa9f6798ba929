"""Talks to a backend over HTTP and hands out domain values, never structs. Knows no face and no backend code."""
