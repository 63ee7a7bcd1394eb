"""/summary, /figures and /questions."""
