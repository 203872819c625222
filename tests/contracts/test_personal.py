"""Every model that points at a person is in a room's register, or is said here not to be about people who sign in."""

import re

from django.apps import apps
from django.db import models

from welcommune.accounts.models import Account
from welcommune.config import urls
from welcommune.core.personal import holdings

# A field of such a name, or an e-mail field, may be about a person.
PERSONAL = re.compile(r"(^|_)(by|email|phone|telephone|person|actor_id|user_id|account_id)$")
NOT_ABOUT_ACCOUNTS = {
    "core.AuditEvent": "append-only; keeps the bare identifier, which then leads to nobody; shown in the export",
    "meetings.Participant": "names noted at the table by hand; taken out at the record of the meeting",
    "meetings.Insight": "who said something, noted by hand; has its own consent and withdrawal",
    "mapping.Action": "an address and a telephone for everybody, of no person",
    "stakeholders.Organisation": "an address and a telephone for everybody, of no person",
    "account.EmailAddress": "a table of the sign-in library that stays empty; rows go with their account",
}


def is_personal(model: type[models.Model]) -> bool:
    for field in model._meta.get_fields():
        if field.auto_created and not field.concrete:
            continue
        points = field.is_relation and field.related_model is Account
        if points or isinstance(field, models.EmailField) or PERSONAL.search(field.name):
            return True
    return False


def test_every_model_about_a_person_is_registered_or_listed():
    assert urls.urlpatterns
    registered = {model._meta.label for holding in holdings() for model in holding.models}
    found = {model._meta.label for model in apps.get_models() if is_personal(model)}
    assert sorted(found - registered - set(NOT_ABOUT_ACCOUNTS)) == []
    assert sorted(set(NOT_ABOUT_ACCOUNTS) - found) == []
    assert sorted(set(NOT_ABOUT_ACCOUNTS) & registered) == []


def test_rooms_go_in_their_order():
    rooms = [holding.room for holding in holdings()]
    assert rooms[:2] == ["accounts", "network"]
    assert len(set(rooms)) == len(rooms)
