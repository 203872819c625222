"""What the operator does."""

from welcommune.operations.actions.doctor import examine
from welcommune.operations.actions.upkeep import note_done

__all__ = ["examine", "note_done"]
