"""/poll: questions that a class votes on."""
