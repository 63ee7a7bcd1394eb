"""/articles and /article: the list, adding, correcting, archiving, packs in and out."""
