"""An offer and the organisation that runs it, as all formats tell of them: between a file and the record."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol

from welcommune.exchange.formats.report import Refusal, Report

# Vocabulary → word of the format → our code.
Crosswalk = Mapping[str, Mapping[str, str]]


@dataclass(slots=True)
class Body:
    """An organisation. ``key`` is its name in the file; what is empty was not said."""

    key: str
    name: str
    about: str = ""
    siret: str = ""
    address: str = ""
    postcode: str = ""
    town: str = ""
    website: str = ""
    email: str = ""
    phone: str = ""
    producer: str = ""
    url: str = ""
    dated: str = ""


@dataclass(slots=True)
class Offer:
    """An action. ``lead`` is the key of the organisation, ``code`` that of the municipality; dates are ISO dates.

    ``kept`` holds what has no field here, by the format's own names.
    """

    key: str
    name: str
    language: str = ""
    about: str = ""
    lead: str = ""
    kind: str = ""
    themes: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    is_for_everybody: bool | None = None
    situations: tuple[str, ...] = ()
    level_from: str = ""
    level_to: str = ""
    languages: tuple[str, ...] = ()
    serves: str = ""
    served: tuple[str, ...] = ()
    town: str = ""
    postcode: str = ""
    code: str = ""
    address: str = ""
    latitude: float | None = None
    longitude: float | None = None
    schedule: str = ""
    starts_on: str = ""
    ends_on: str = ""
    capacity: int | None = None
    state: str = ""
    cost: str = ""
    cost_note: str = ""
    joining: str = ""
    referral: str = ""
    website: str = ""
    email: str = ""
    phone: str = ""
    producer: str = ""
    url: str = ""
    dated: str = ""
    kept: dict[str, Any] = field(default_factory=dict)
    # Told only when a file is written: the NUTS code of the region, and that nothing finer than the town may be shown.
    territory: str = ""
    is_sensitive: bool = False


class OfferWriter(Protocol):
    """A format that offers go out in."""

    name: str
    words: str
    # Whether records without a name in the format are told by their identifiers, else by their addresses.
    by_id: bool
    # What actions may tell that the format cannot, by the names of ``queries.offers.TOLD``.
    lacks: frozenset[str]

    def write(self, bodies: Iterable[Body], offers: Iterable[Offer], crosswalk: Crosswalk) -> Iterable[bytes]: ...


class OfferFormat(Protocol):
    """A format that offers come in: the report hears what has no place here, refused rows come as such.

    ``language`` is that of the region, for formats that name none.
    """

    name: str
    # The key of the crosswalk of our terms.
    words: str
    by_id: bool

    def bodies(self, file: Path, report: Report, language: str) -> Iterable[Body | Refusal]: ...

    def offers(self, file: Path, crosswalk: Crosswalk, report: Report, language: str) -> Iterable[Offer | Refusal]: ...
