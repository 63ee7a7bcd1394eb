"""/schedule: an open question every week."""
