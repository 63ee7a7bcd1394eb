"""/handout: a sheet for class."""
