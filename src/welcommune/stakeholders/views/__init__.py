"""Desk pages of contacts, and of what stands on the table of a region."""
