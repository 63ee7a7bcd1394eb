"""/suggest and the review of what was suggested."""
