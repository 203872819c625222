"""Money counted and laid out in time: funding lines in, figures and shapes out; no database, no clock."""
