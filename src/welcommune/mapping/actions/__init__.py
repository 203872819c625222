"""What can be done with the map of a region."""
