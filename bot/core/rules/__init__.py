"""Who may do what, a change and its undo, and what is kept in memory."""
