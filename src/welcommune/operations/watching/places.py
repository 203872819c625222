"""Where an error happened, told without a single value: neither its message nor its variables leave this file."""

import traceback
from dataclasses import dataclass
from pathlib import Path

PACKAGE = Path(__file__).resolve().parents[2]
MOST_STEPS = 8
# What every statement to the database goes through is no place of an error.
AROUND = ("welcommune/operations/middleware.py", "welcommune/core/guards.py")


@dataclass(frozen=True)
class Told:
    """An error in words that hold nothing personal: its type, its place, and the way there."""

    kind: str
    place: str
    steps: list[str]


def tell(error: BaseException) -> Told:
    """What may be written down of an error. Its place is the last line of ours that it went through."""
    steps = [(_short(frame.filename), frame.lineno, frame.name) for frame in traceback.extract_tb(error.__traceback__)]
    ours = [step for step in steps if step[0].startswith("welcommune/") and step[0] not in AROUND]
    name, line, function = (ours or steps or [("nowhere", 0, "")])[-1]
    kind = type(error)
    return Told(
        kind=kind.__qualname__ if kind.__module__ == "builtins" else f"{kind.__module__}.{kind.__qualname__}",
        place=f"{name}:{line} {function}".strip(),
        steps=[f"{name}:{line} {function}" for name, line, function in steps[-MOST_STEPS:]],
    )


def _short(filename: str) -> str:
    """A file as the package names it; nothing of where it is installed."""
    path = Path(filename)
    if path.is_relative_to(PACKAGE):
        return f"welcommune/{path.relative_to(PACKAGE).as_posix()}"
    return "/".join(path.parts[-2:])
