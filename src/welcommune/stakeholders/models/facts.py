"""What a person tells us about an organisation, as forms hand it to actions. Nothing here is stored as such."""

from collections.abc import Sequence
from dataclasses import dataclass, field, fields
from typing import Any

from welcommune.core.text import Translated
from welcommune.network.models import Term
from welcommune.stakeholders.models.organisation import Organisation, OrganisationForm


@dataclass(frozen=True)
class OrganisationFacts:
    """What the entry of an organisation says; what is not known stays empty."""

    name: str
    language: str
    names: Translated = field(default_factory=Translated)
    acronym: str = ""
    form: str = OrganisationForm.REGISTERED
    category: Term | None = None
    level: str = ""
    about: Translated = field(default_factory=Translated)
    languages: Sequence[str] = ()
    town: str = ""
    postcode: str = ""
    address: str = ""
    country: str = ""
    places: Sequence[str] = ()
    is_sensitive: bool = False
    website: str = ""
    email: str = ""
    phone: str = ""
    parent: Organisation | None = None

    def as_fields(self) -> dict[str, Any]:
        """The facts as fields of the model."""
        told = {each.name: getattr(self, each.name) for each in fields(self)}
        return told | {"languages": list(self.languages), "places": list(self.places)}


@dataclass(frozen=True)
class Beside:
    """What stands beside an entry: its themes, and its numbers as (register, number)."""

    themes: Sequence[Term] = ()
    numbers: Sequence[tuple[str, str]] = ()
