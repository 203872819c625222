"""The desk pages of the register."""
