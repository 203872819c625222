"""What several assessors say together: the middle and the spread, for each factor and each standard. No database."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean, median

from welcommune.mapping.instruments import Instrument, Standard

# By key factor, what one assessor answered; "cannot say" is ``None`` and counts for nothing.
Answers = Mapping[str, int | None]


@dataclass(frozen=True)
class Spread:
    """The middle of several values, the lowest and the highest, and how many there are."""

    middle: float
    lowest: float
    highest: float
    count: int

    @property
    def differs(self) -> bool:
        """Whether the assessors see it differently."""
        return self.lowest != self.highest


@dataclass(frozen=True)
class Score:
    """A standard and what was made of it; ``spread`` is ``None`` where nobody could say."""

    standard: Standard
    spread: Spread | None
    factors: dict[str, Spread | None]


def spread(values: Sequence[float]) -> Spread | None:
    """``None`` where there is nothing to sum up."""
    return Spread(median(values), min(values), max(values), len(values)) if values else None


def _of_standard(standard: Standard, answers: Answers) -> float | None:
    """What one assessor makes of a standard: the mean of the factors that they could rate."""
    known = [value for one in standard.factors if (value := answers.get(one.code)) is not None]
    return fmean(known) if known else None


def _known(values: Iterable[float | None]) -> list[float]:
    return [value for value in values if value is not None]


def profile(instrument: Instrument, several: Sequence[Answers]) -> list[Score]:
    """Every standard of the instrument, as all assessors together see it."""
    return [
        Score(
            standard,
            spread(_known(_of_standard(standard, answers) for answers in several)),
            {one.code: spread(_known(answers.get(one.code) for answers in several)) for one in standard.factors},
        )
        for standard in instrument.standards
    ]
