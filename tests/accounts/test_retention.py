"""What was kept long enough goes by itself, once a day, in small batches, and the log says how many of each kind."""

from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.utils import timezone

from tests.factories import commitment, invitation, meeting
from welcommune.accounts.models import RetentionDay, keepings
from welcommune.config.cli import main
from welcommune.core.models import AuditEvent, OutboxMessage
from welcommune.core.outbox import go_round
from welcommune.meetings.models import Commitment, Participant
from welcommune.network.models import Invitation
from welcommune.portal.models import Subscription

pytestmark = pytest.mark.usefixtures("scope")


@pytest.fixture
def over(network):
    """Something of several lines that is over, and beside each something that is not."""
    now, long_ago = timezone.now(), timezone.now() - timedelta(days=8 * 365)
    for days in (1, 40):
        OutboxMessage.objects.create(kind="mail", state="sent", done_at=now - timedelta(days=days))
        AuditEvent.objects.create(
            verb="x", actor_kind="system", object_type="x", object_id=network.pk,
            created_at=long_ago if days > 1 else now,
        )  # fmt: skip
    Session.objects.create(session_key="a", session_data="x", expire_date=long_ago)
    Session.objects.create(session_key="b", session_data="x", expire_date=now + timedelta(days=1))
    Invitation.plain.filter(pk=invitation().pk).update(expires_at=long_ago)
    for row, day in ((meeting(number=61), now.date() - timedelta(days=800)), (meeting(number=62), now.date())):
        Participant.objects.create(meeting=row, person="Nour Exemple")
        type(row).plain.filter(pk=row.pk).update(day=day)
    Commitment.plain.filter(pk=commitment(meeting(number=63)).pk).update(state="done", closed_on=long_ago.date())
    Subscription.objects.create(email="old@example.org", language="fr", network=network, asked_at=long_ago)


WHAT_GOES = {
    "accounts.log": 1, "accounts.mail": 1, "accounts.sessions": 1, "meetings.attendance": 1, "meetings.commitments": 1,
    "network.invitations": 1, "portal.news-by-mail": 1,
}  # fmt: skip


def test_what_is_over_goes_once_a_day_with_one_line_in_the_log(over):
    go_round()
    today = RetentionDay.objects.get()
    assert today.counts == WHAT_GOES
    line = AuditEvent.objects.get(verb="accounts.let_go")
    assert line.fields == [f"{code}: {many}" for code, many in sorted(WHAT_GOES.items())]
    assert sorted(Participant.objects.values_list("person", flat=True)) == ["Nour Exemple", "une personne"]
    assert (OutboxMessage.objects.filter(state="sent").count(), Session.objects.count()) == (1, 1)
    assert Commitment.plain.get().person == ""
    OutboxMessage.objects.create(kind="mail", state="sent", done_at=timezone.now() - timedelta(days=40))
    go_round()
    assert OutboxMessage.objects.filter(state="sent").count() == 2


def test_the_operator_sees_what_would_go(over, capsys):
    assert main(["retain", "--dry-run"]) == 0
    told = [line.split() for line in capsys.readouterr().out.splitlines()]
    assert {line[0]: int(line[1]) for line in told if line[1] != "0"} == WHAT_GOES
    assert [line[0] for line in told] == sorted(line.code for line in keepings() if line.ends)
    assert not RetentionDay.objects.exists()
    assert main(["retain"]) == 0
    assert len(capsys.readouterr().out.splitlines()) == len(WHAT_GOES)
    assert main(["retain"]) == 0
    assert capsys.readouterr().out == "Nothing was over.\n"


def test_a_line_that_fails_holds_nothing_else_up(over, monkeypatch):
    """A file that cannot be deleted, say: the other lines go, and it is tried again the next day."""
    broken = next(line for line in keepings() if line.code == "accounts.mail")

    def fail():
        raise OSError("no room")

    monkeypatch.setattr(
        "welcommune.accounts.actions.retention.keepings",
        lambda: [
            broken.__class__(**{**vars(broken), "ends": broken.ends.__class__(1, broken.ends.over, fail)}),
            *(line for line in keepings() if line is not broken),
        ],
    )
    go_round()
    assert RetentionDay.objects.get().counts == {k: v for k, v in WHAT_GOES.items() if k != "accounts.mail"}
