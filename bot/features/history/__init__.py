"""What changed, page by page, and in a log channel."""
