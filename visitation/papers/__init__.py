"""A citizen's case on paper: the one-page summary for the next person, and the dossier for the rehabilitation team."""
