"""One file per kind of page: builds widgets from the page's data and hands back the person's answer."""
