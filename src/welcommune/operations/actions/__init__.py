"""What the operator does."""

from welcommune.operations.actions.backup import Made, make_backup
from welcommune.operations.actions.doctor import examine, reasons_not_to_start
from welcommune.operations.actions.noted import forget_slow_statements, mark_seen
from welcommune.operations.actions.restore import Contents, Restored, read_whole, restore_backup
from welcommune.operations.actions.upkeep import note_done

__all__ = [
    "Contents", "Made", "Restored", "examine", "forget_slow_statements", "make_backup", "mark_seen", "note_done",
    "read_whole", "reasons_not_to_start", "restore_backup",
]  # fmt: skip
