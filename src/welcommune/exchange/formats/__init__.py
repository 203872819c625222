"""What a file of a known format says: bytes in, facts and sentences about them out; no database, no clock."""
