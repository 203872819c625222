"""What lists of records of a region have in common: cells by parsers, rows met again by key, differences, effects."""
