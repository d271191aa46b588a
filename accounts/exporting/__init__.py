"""A list as a workbook: at once where it is short, else made in the background."""
