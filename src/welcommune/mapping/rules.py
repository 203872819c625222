"""Who may do what with the map of a region."""
