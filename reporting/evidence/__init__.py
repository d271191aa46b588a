"""The documentation of an instalment for the agency, approved by the management; and the people behind it, inside."""
