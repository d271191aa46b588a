"""The read-only API: published releases and their files, under addresses that stay."""
