"""Organisations with their contacts and seats, as lists tell of them."""

from collections.abc import Mapping, Sequence

from django.utils.translation import gettext_lazy as _

from welcommune.core.models import ExternalId
from welcommune.exchange.targets.base import Field, Reader, Setting, Target
from welcommune.exchange.targets.organisations import fields as known
from welcommune.exchange.targets.organisations.planner import OrganisationPlanner
from welcommune.stakeholders.models import Affiliation, Contact, Identifier, Membership, Organisation


class Organisations(Target):
    """See ``Target``."""

    key = "organisations"
    label = _("organisations, with their contacts and seats")
    models = (Organisation, Identifier, Contact, Affiliation, Membership, ExternalId)
    # Fields whose words are told once for all rows.
    choice_fields = ("category", "level", "themes")

    def fields(self) -> Sequence[Field]:
        """See ``Target``."""
        return known.fields()

    def reader(self, words: Mapping[tuple[str, str], str]) -> Reader:
        """See ``Target``."""
        return known.reader(words)

    def choices(self, field: str) -> list[tuple[str, str]]:
        """What a word of this field can stand for: code and name."""
        return known.reader({}).known[field].offered()

    def planner(self, setting: Setting) -> OrganisationPlanner:
        """See ``Target``."""
        return OrganisationPlanner(setting)
