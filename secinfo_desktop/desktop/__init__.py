"""This computer: folders, settings, log and the life of the embedded backend. Knows no widgets."""
