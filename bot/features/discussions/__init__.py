"""/discuss: open questions in threads."""
