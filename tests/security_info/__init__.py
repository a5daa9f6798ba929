"""Tests of the room of signed-in people."""
