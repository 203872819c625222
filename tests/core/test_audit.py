"""The log is append-only, and its lines hold identifiers and field names, no values."""

import pytest

from tests.factories import actor, facts, insight, meeting, quote, region
from welcommune.core.access import SYSTEM
from welcommune.core.audit import log
from welcommune.core.models import AuditEvent
from welcommune.meetings.actions import change_meeting, withdraw_consent

pytestmark = pytest.mark.usefixtures("scope")


@pytest.fixture
def line(network):
    return log("test.something", by=SYSTEM, about=network, fields=["name"])


def test_a_line_cannot_be_saved_again(line):
    line.verb = "test.nothing"
    with pytest.raises(TypeError, match="append-only"):
        line.save()
    assert AuditEvent.objects.get(pk=line.pk).verb == "test.something"


@pytest.mark.parametrize(
    "change",
    [
        lambda rows: rows[0].delete(),
        lambda rows: rows.update(verb="test.nothing"),
        lambda rows: rows.delete(),
        lambda rows: AuditEvent.objects.all().delete(),
    ],
    ids=["row", "update", "delete", "delete all"],
)
def test_no_line_goes_or_changes(line, change):
    before = list(AuditEvent.objects.values())
    with pytest.raises(TypeError, match="append-only"):
        change(AuditEvent.objects.filter(pk=line.pk))
    assert list(AuditEvent.objects.values()) == before


def test_a_line_says_who_did_what_to_which_record_and_which_fields(cast):
    who, row = actor(cast["facilitator"]), meeting()
    change_meeting(by=who, meeting=row, seen=1, facts=facts(place="Cluny", mode="online"), organisers=[], agenda=[])
    line = AuditEvent.objects.filter(object_id=row.pk)[0]
    assert (line.verb, line.actor_kind, line.actor_id) == ("meetings.change_meeting", "account", cast["facilitator"].pk)
    assert (line.object_type, line.object_id, line.region_id) == ("meetings.Meeting", row.pk, region().pk)
    assert line.fields == ["mode", "place"]


def test_lines_hold_no_values(network):
    secret = "Nobody asks me what I can do"
    known = set(AuditEvent.objects.values_list("pk", flat=True))
    row = meeting(place="Cluny")
    insight(row, secret, person="Amal Exemple", attribution="named")
    withdraw_consent(by=SYSTEM, insight=quote(row, secret))
    lines = AuditEvent.objects.exclude(pk__in=known)
    assert sorted(line.verb for line in lines) == [
        "meetings.note_insight", "meetings.note_insight", "meetings.record_meeting", "meetings.withdraw_consent",
    ]  # fmt: skip
    assert {word for line in lines for word in line.fields} == {"consent"}
    assert not [line for line in lines.values() if secret in str(line) or "Cluny" in str(line) or "Amal" in str(line)]
