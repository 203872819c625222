"""Actions, as lists of services tell of them."""

from collections.abc import Mapping, Sequence

from django.utils.translation import gettext_lazy

from welcommune.core.models import ExternalId
from welcommune.exchange.targets.actions.fields import fields
from welcommune.exchange.targets.actions.kind import ActionsKind
from welcommune.exchange.targets.actions.reader import CHOICES, ActionReader
from welcommune.exchange.targets.base import Field, Reader, Setting, Target
from welcommune.exchange.targets.records.planner import RecordPlanner
from welcommune.mapping.models import Action


class Actions(Target):
    """See ``Target``."""

    key = "actions"
    label = gettext_lazy("actions and services for newcomers")
    models = (Action, ExternalId)
    choice_fields = tuple(CHOICES)
    sheets = ("service", "action")

    def fields(self) -> Sequence[Field]:
        """See ``Target``."""
        return fields()

    def reader(self, words: Mapping[tuple[str, str], str]) -> Reader:
        """See ``Target``."""
        return ActionReader(words)

    def choices(self, field: str) -> list[tuple[str, str]]:
        """See ``Target``."""
        return CHOICES[field]().offered()

    def planner(self, setting: Setting) -> RecordPlanner:
        """See ``Target``."""
        return RecordPlanner(setting, ActionsKind(setting))
