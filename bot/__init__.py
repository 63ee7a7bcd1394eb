"""Talking Points: a Discord bot that gets a class talking about an article."""

__version__ = "0.1.0"
