"""What each process notes while it works: figures, faults, slow statements; in files, without the database."""
