"""Jinja templates and labels: from typed contexts to text, and text to pages. Knows nothing of Discord's objects."""
