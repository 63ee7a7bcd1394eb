"""/setup: the class settings."""
