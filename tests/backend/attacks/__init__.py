"""Scripted attacks on callers, agents and owners: each fails, and its control succeeds."""
