"""A municipality's own targets: a measure, where it starts, milestones with dates, and how they are reached."""
