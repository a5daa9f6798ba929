"""The practice world in the window: the made-up person, their phone and mailboxes, and the clock of the story."""
