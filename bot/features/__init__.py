"""One folder each: what a person can do."""
