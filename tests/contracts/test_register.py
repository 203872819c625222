"""Every text of every model is in the register of what is kept about people, or is said here to be about nobody."""

import re

from django.apps import apps
from django.db import models

from welcommune.accounts.models import Account, keepings, tables
from welcommune.config import urls
from welcommune.meetings.models import Participant
from welcommune.stakeholders.models import Contact

# A field of such a name may be about a person, whatever it holds.
PERSONAL = re.compile(
    r"(^|_)(by|email|phone|telephone|person|speaker|provider|signature|signed_on|mark|used|account"
    r"|actor_id|user_id|account_id|by_id)$"
)
LONG = 100
# Models whose texts are codes, places, figures, or words about the installation.
ABOUT_NOBODY = {
    "account.EmailAddress": "a table of the sign-in library that stays empty; rows go with their account",
    "accounts.RetentionDay": "how many rows of each kind were let go on a day",
    "auth.Group": "not used",
    "auth.Permission": "not used",
    "contenttypes.ContentType": "names of models",
    "core.Stamp": "names of scopes and random values",
    "evidence.Factfile": "frozen facts and keys: whatever names a person stands in it as a key (decision 029)",
    "mapping.Place": "towns of official lists",
    "network.RegionClass": "codes, and why they may be wrong",
    "network.RegionCode": "codes, and why they may be wrong",
    "network.Term": "words of the vocabularies",
    "pilots.PilotAction": "what a programme funds, as its network publishes it",
}
# Fields of models that are registered for other fields.
FIELDS_ABOUT_NOBODY = {
    "accounts.MailWish": {"topic"},
    "core.AuditEvent": {"fields"},
    "core.ExternalId": {"source"},
    "core.OutboxMessage": {"last_error"},
    "core.Source": {"url"},
    "exchange.Import": {"sentence", "sheet", "layout", "mapping", "lenient", "counts", "stayed"},
    "exchange.Remembered": {"meaning"},
    "exchange.Written": {"made"},
    "library.Resource": {"url"},
    "mapping.Action": {"languages", "town", "website"},
    "mapping.ActionMerge": {"moved"},
    "mapping.Asset": {"languages", "town"},
    "mapping.FundingLine": {"beneficiary_numbers", "funder_numbers"},
    "mapping.Strategy": {"town", "url"},
    "meetings.GuestList": {"join_link"},
    "meetings.Meeting": {"languages"},
    "meetings.QuickVote": {"picks"},
    "meetings.TrainingOffer": {"languages"},
    "network.Network": {
        "name", "full_name", "platform_name", "languages", "boilerplate", "funding_statement", "disclaimer",
        "call_theme",
    },
    "network.Region": {"name", "forms", "kind", "part_of", "languages", "statistics_url", "point", "outline", "towns"},
    "search.Entry": {"page", "desk_page"},
    "search.Word": {"titles", "texts"},
    "operations.LastDone": {"about"},
    "stakeholders.HelpOffer": {"languages", "place"},
    "stakeholders.Merge": {"moved"},
    "stakeholders.Organisation": {"languages", "places", "town", "website"},
}  # fmt: skip


def is_personal(field: models.Field) -> bool:
    """Whether a field points at a person, is named like one, or has room for a name."""
    if field.is_relation:
        return field.related_model in {Account, Contact, Participant}
    if isinstance(field, models.EmailField) or PERSONAL.search(field.name):
        return True
    if isinstance(field, models.CharField):
        return not field.choices and (field.max_length or LONG) >= LONG
    return isinstance(field, models.TextField | models.JSONField | models.FileField | models.BinaryField)


def told() -> dict[str, set[str]]:
    """The register by model."""
    assert urls.urlpatterns
    found: dict[str, set[str]] = {}
    for _line, kept in tables():
        found.setdefault(kept.label, set()).update(kept.fields)
    return found


def test_every_field_that_may_be_about_a_person_is_registered_or_about_nobody():
    register, missing = told(), []
    for model in apps.get_models():
        label = model._meta.label
        if label in ABOUT_NOBODY:
            continue
        known = register.get(label, set()) | FIELDS_ABOUT_NOBODY.get(label, set())
        personal = {field.name for field in model._meta.concrete_fields if is_personal(field)}
        missing += [f"{label}.{name}" for name in sorted(personal - known)]
    assert missing == []


def test_what_is_registered_exists_and_is_told_once():
    wrong, seen = [], set()
    for line, kept in tables():
        names = {field.name for field in kept.model._meta.concrete_fields}
        wrong += [f"{kept.label}.{name}" for name in kept.fields if name not in names]
        wrong += [f"{kept.label} in {line.code}: twice" for name in kept.fields if (kept.label, name) in seen]
        seen.update((kept.label, name) for name in kept.fields)
        if kept.region:
            # Raises where the way to the region does not exist.
            kept.model._base_manager.values_list(kept.region)
    assert wrong == []
    labels = {model._meta.label for model in apps.get_models()}
    assert set(ABOUT_NOBODY) - labels == set()
    assert set(ABOUT_NOBODY) & set(told()) == set()


def test_a_line_names_a_time_exactly_where_something_ends():
    assert [line.code for line in keepings() if ("%(period)s" in str(line.until)) != (line.ends is not None)] == []
    assert [line.code for line in keepings() if line.ends and line.ends.days < 1] == []
