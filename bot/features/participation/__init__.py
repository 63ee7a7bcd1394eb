"""/participation: how many people take part in discussions, never who."""
