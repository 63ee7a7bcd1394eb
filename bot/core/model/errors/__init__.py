"""Refusals that more than one room raises, as exceptions that carry data; their wording stands in ``prompts/``."""
