"""/summary, /figures and /questions, and reading an article."""
