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


def _standard(told: dict[str, Any], others: dict[str, dict[str, Any]]) -> Standard:
    def texts(of: str, code: str, name: str, here: dict[str, str]) -> Translated:
        """The text as the main file has it, and as the file of each other language does."""
        return Translated(here | {language: other[of][code][name] for language, other in others.items()})

    factors = tuple(
        Factor(one["code"], *(texts("factors", one["code"], name, one[name]) for name in ("text", "question")))
        for one in told["factors"]
    )
    title, practice = (texts("standards", told["code"], name, told[name]) for name in ("title", "practice"))
    return Standard(told["code"], title, factors, practice, bool(told.get("unconfirmed")))


def _read(file: Path) -> dict[str, Any]:
    told: dict[str, Any] = yaml.safe_load(file.read_text(encoding="utf-8"))
    return told


@cache
def instrument(code: str = "local-welcome") -> Instrument:
    """The instrument of this code, as this release ships it: English and French, and a file for each other language."""
    told = _read(HERE / f"{code}.yaml")
    others = {file.stem.rpartition(".")[2]: _read(file) for file in sorted(HERE.glob(f"{code}.*.yaml"))}
    source, standards = told["source"], tuple(_standard(one, others) for one in told["standards"])
    title = Translated(told["title"] | {language: other["title"] for language, other in others.items()})
    return Instrument(told["code"], told["version"], title, Translated(source["text"]), source["url"], standards)
