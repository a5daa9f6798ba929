"""The only room with PySide6: shell, theme, parts, pages, jobs. Knows no network and no SQL."""
