"""The file of a backup: bytes in, bytes out; no database, no clock."""
