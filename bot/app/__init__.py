"""The bot as a whole: its client, its command line, its demo."""
