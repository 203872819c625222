"""What pages show of the map."""
