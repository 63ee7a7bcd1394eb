"""/wonder: a student's own question, step by step."""
