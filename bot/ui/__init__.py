"""Pages of text to Discord: layouts and buttons."""
