"""What those ask who watch over the service, machines and people."""
