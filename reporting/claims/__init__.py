"""The course of a claim: an instalment is claimed by the municipality, approved or returned and paid by the agency."""
