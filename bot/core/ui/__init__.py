"""Discord: messages, buttons, forms, options, and one request."""
