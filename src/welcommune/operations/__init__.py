"""What the operator of an installation needs: is all well, backups and what they bring back, figures and faults."""
