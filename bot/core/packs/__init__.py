"""Article packs on disk and as zip: read, checked, written."""
