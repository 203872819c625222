"""Instruments for assessing strategies, kept as data: standard → key factors → guide questions → practice."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

import yaml

from welcommune.core.text import Translated

HERE: Final = Path(__file__).parent


@dataclass(frozen=True)
class Factor:
    """One statement that is rated, and the question that helps to find out."""

    code: str
    text: Translated
    question: Translated


@dataclass(frozen=True)
class Standard:
    """One point of the instrument. ``is_unconfirmed``: the source's point could not be checked."""

    code: str
    title: Translated
    factors: tuple[Factor, ...]
    practice: Translated
    is_unconfirmed: bool


@dataclass(frozen=True)
class Instrument:
    """A versioned set of standards, with the citation of what it follows."""

    code: str
    version: str
    title: Translated
    source: Translated
    source_url: str
    standards: tuple[Standard, ...]

    @property
    def factors(self) -> Iterator[Factor]:
        """Every key factor in order."""
        return (factor for standard in self.standards for factor in standard.factors)


def _standard(told: dict[str, Any]) -> Standard:
    factors = tuple(
        Factor(one["code"], Translated(one["text"]), Translated(one["question"])) for one in told["factors"]
    )
    practice, title = Translated(told["practice"]), Translated(told["title"])
    return Standard(told["code"], title, factors, practice, bool(told.get("unconfirmed")))


@cache
def instrument(code: str = "local-welcome") -> Instrument:
    """The instrument of this code, as this release ships it."""
    told = yaml.safe_load((HERE / f"{code}.yaml").read_text(encoding="utf-8"))
    source, standards = told["source"], tuple(_standard(one) for one in told["standards"])
    title = Translated(told["title"])
    return Instrument(told["code"], told["version"], title, Translated(source["text"]), source["url"], standards)
