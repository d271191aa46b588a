"""Pages of the working day: the start page, and the manager's overview."""
