"""The service behind an account, embedded or hosted. Never imports Qt, the app or its client."""
