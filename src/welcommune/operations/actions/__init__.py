"""What the operator does."""

from welcommune.operations.actions.doctor import examine
from welcommune.operations.actions.noted import forget_slow_statements, mark_seen
from welcommune.operations.actions.upkeep import note_done

__all__ = ["examine", "forget_slow_statements", "mark_seen", "note_done"]
