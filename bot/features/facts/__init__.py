"""/facts: adding, editing, listing facts."""
