"""Who does what, where and with whose money; what is missing; what a region has."""
