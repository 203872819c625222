"""What a person or a file tells us about an action, as forms and importers hand it on."""

from collections.abc import Sequence
from dataclasses import dataclass, field, fields
from datetime import date
from typing import Any

from welcommune.core.text import Translated
from welcommune.mapping.models.place import Place
from welcommune.network.models import Term
from welcommune.stakeholders.models import Organisation

# What stands beside the row of an action.
BESIDE = ("partners", "themes", "groups", "situations", "places")
# Where the statement comes from; kept as a source of the record.
SOURCED = ("source", "source_url")


@dataclass(frozen=True)
class ActionFacts:
    """What the record of an action says; each is said at ``Action``. What is not known stays empty.

    ``source`` and ``source_url`` tell where all this comes from; both empty leave the sources on record as they are.
    """

    name: str
    language: str
    names: Translated = field(default_factory=Translated)
    about: Translated = field(default_factory=Translated)
    lead: Organisation | None = None
    partners: Sequence[Organisation] = ()
    kind: str = ""
    themes: Sequence[Term] = ()
    groups: Sequence[Term] = ()
    is_for_everybody: bool | None = None
    situations: Sequence[Term] = ()
    languages: Sequence[str] = ()
    level_from: str = ""
    level_to: str = ""
    serves: str = ""
    places: Sequence[Place] = ()
    place: Place | None = None
    town: str = ""
    postcode: str = ""
    address: str = ""
    latitude: float | None = None
    longitude: float | None = None
    is_sensitive: bool = False
    schedule: str = ""
    capacity: int | None = None
    state: str = ""
    cost: str = ""
    cost_note: str = ""
    joining: Translated = field(default_factory=Translated)
    referral: str = ""
    website: str = ""
    email: str = ""
    phone: str = ""
    starts_on: date | None = None
    ends_on: date | None = None
    is_public: bool = False
    source: str = ""
    source_url: str = ""

    def as_fields(self) -> dict[str, Any]:
        """The facts that are columns of the row."""
        told = {each.name: getattr(self, each.name) for each in fields(self) if each.name not in (*BESIDE, *SOURCED)}
        return told | {"languages": list(self.languages)}

    def beside(self) -> dict[str, Sequence[Any]]:
        """The facts that stand beside the row."""
        return {name: getattr(self, name) for name in BESIDE}
