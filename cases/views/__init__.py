"""Pages of the case work, by subject."""
