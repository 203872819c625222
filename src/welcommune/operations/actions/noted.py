"""What operators do with notes about the machine. These are no records of anybody: no line of the log tells of it."""

from welcommune.operations.watching.faults import forget_faults
from welcommune.operations.watching.slow import forget_slow


def mark_seen(*, kind: str = "", place: str = "", route: str = "") -> None:
    """Take one kind of error off the list, or all where none is named. It comes back when it happens again."""
    forget_faults(kind, place, route)


def forget_slow_statements() -> None:
    """Begin anew."""
    forget_slow()
