"""Every sentence that a person reads, from gettext catalogues. Knows no face."""
