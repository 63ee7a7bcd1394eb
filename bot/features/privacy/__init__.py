"""/privacy, and being forgotten."""
