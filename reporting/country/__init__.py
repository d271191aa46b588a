"""The country in one view: every municipality's published figures as a table, distributions and a map of tiles."""
