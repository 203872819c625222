"""Measurements of the running site. ``bench/run.py`` makes them; nothing here is part of the package."""
