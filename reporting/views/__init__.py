"""Pages of figures, by audience."""
