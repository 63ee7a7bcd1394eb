"""/article: adding, correcting, archiving, packs in and out."""
