"""SQLite as Django has it, where whoever writes waits for a turn: see ``base``, which is where Django looks."""
