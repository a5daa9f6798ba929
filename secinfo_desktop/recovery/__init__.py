"""The whole flow without a face: pages as data, effects, and the ports they need. Knows no window and no network."""
