"""The practice world: made-up people with a hidden cause, their phones and mailboxes, and how a message walks."""
