"""Geometry of a radar: one axis a standard, rings for the marks; what is not known is a hollow dot. No database."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import cos, pi, sin
from typing import Final

MOST: Final = 4
RADIUS: Final = 100
WIDTH, HEIGHT = 320, 280
CENTRE: Final = (WIDTH / 2, HEIGHT / 2)


@dataclass(frozen=True)
class Spoke:
    """One axis: its number beside the table, where its end and its label are, and its value if known."""

    number: int
    end: tuple[float, float]
    label: tuple[float, float]
    dot: tuple[float, float]
    is_known: bool


@dataclass(frozen=True)
class Radar:
    """See ``ui/radar.html``."""

    width: int
    height: int
    centre: tuple[float, float]
    rings: list[str]
    spokes: list[Spoke]
    area: str
    words: str


def _point(index: int, count: int, length: float) -> tuple[float, float]:
    angle = 2 * pi * index / count - pi / 2
    return round(CENTRE[0] + length * cos(angle), 1), round(CENTRE[1] + length * sin(angle), 1)


def _outline(points: Sequence[tuple[float, float]]) -> str:
    return "M" + "L".join(f"{x} {y}" for x, y in points) + "Z" if points else ""


def radar(values: Sequence[float | None], words: str) -> Radar:
    """Draw the values, each from 0 to 4; ``words`` say the same for who does not see the drawing."""
    count = len(values)
    spokes = [
        Spoke(
            number=index + 1, end=_point(index, count, RADIUS), label=_point(index, count, RADIUS + 16),
            dot=_point(index, count, RADIUS * (MOST / 2 if value is None else value) / MOST),
            is_known=value is not None,
        )
        for index, value in enumerate(values)
    ]  # fmt: skip
    rings = [_outline([_point(index, count, RADIUS * ring / MOST) for index in range(count)]) for ring in (1, 2, 3, 4)]
    known = [spoke.dot for spoke in spokes if spoke.is_known]
    return Radar(WIDTH, HEIGHT, CENTRE, rings, spokes, _outline(known), words)
