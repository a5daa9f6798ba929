"""SecInfo Desktop finds out why a verification code does not come and gets people back into their account."""

__version__ = "0.1.0"
