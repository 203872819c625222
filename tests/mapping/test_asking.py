"""The record of actions kept true: yearly mail with three links, corrections that wait for a person."""

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone

from tests.factories import SEATS, fill, region, text_of
from welcommune.accounts.forms import opened_mark
from welcommune.core.access import SYSTEM
from welcommune.core.outbox import drain, go_round
from welcommune.mapping.actions import record_action
from welcommune.mapping.models import Action, ActionAsk, ActionFacts, ActionProposal

pytestmark = pytest.mark.usefixtures("scope")
HOME = f"/en/desk/regions/{SEATS}/actions/"
PUBLIC = f"/en/regions/{SEATS}/actions/"
ADDRESS = "accueil@example.org"


@pytest.fixture
def desk(network, cast, client_for):
    return client_for(cast["editor"])


@pytest.fixture
def visitor(network, client_for):
    return client_for(None)


def action(name, **told):
    facts = {"name": name, "language": "fr", "email": ADDRESS, "state": "open", "is_public": True, "town": "Mâcon"}
    return record_action(by=SYSTEM, region=region(SEATS), facts=ActionFacts(**facts | told))


def links(desk):
    """Ask now, and read the links in the one mail: of each action all is right, correct, ended."""
    desk.post(f"{HOME}ask/")
    drain()
    found = [re.search(r"http\S+", line)[0] for line in mail.outbox[-1].body.splitlines() if "/actions/ask/" in line]
    paths = [link.partition("://")[2].partition("/")[2] for link in found]
    return [[f"/{path}" for path in paths[at : at + 3]] for at in range(0, len(paths), 3)]


def state(row):
    fresh = Action.plain.get(pk=row.pk)
    return fresh.confirmed_on, fresh.state, fresh.schedule


def test_one_mail_asks_and_each_of_three_links_does_one_thing_once(desk, visitor):
    today = timezone.localdate()
    rows = [action(name) for name in ("A", "B", "C")]
    right, correct, ended = links(desk)
    assert (len(mail.outbox), mail.outbox[0].to) == (1, [ADDRESS])
    assert "List-Unsubscribe" in mail.outbox[0].extra_headers
    # Whoever says that all is right has seen what is said of legal situations, too.
    shown = text_of(visitor.get(right[0]))
    assert "Situations administratives acceptées non précisé" in shown
    for link in (right[0], correct[1], ended[2]):
        assert visitor.get(link).status_code == 200
    assert [state(row) for row in rows] == [(None, "open", "")] * 3
    visitor.post(right[0].partition("?")[0], {"answer": "right"})
    visitor.post(ended[0].partition("?")[0], {"answer": "ended"})
    fill(visitor, correct[1], schedule="Fridays <i>", text="New hall.")
    assert [state(row) for row in rows] == [(today, "open", ""), (None, "open", ""), (today, "ended", "")]
    visitor.post(right[0].partition("?")[0], {"answer": "ended"})
    assert state(rows[0]) == (today, "open", "")
    # Whoever comes back sees the answer, and where to say that it was wrong.
    for link in (right[0], right[1]):
        page = visitor.get(link.partition("?")[0])
        assert "tout est encore juste" in text_of(page)
        assert f"/fr/regions/{SEATS}/actions/{rows[0].slug}/report/" in page.content.decode()
    waiting = desk.get(f"{HOME}proposals/")
    assert ("Fridays &lt;i&gt;" in waiting.content.decode(), "New hall." in text_of(waiting)) == (True, True)
    desk.post(f"/en/desk/corrections/{ActionProposal.plain.get().pk}/accept/")
    assert state(rows[1]) == (today, "open", "Fridays <i>")
    assert (ActionProposal.plain.get().text, ActionProposal.plain.get().changes) == ("", {})
    asked = text_of(desk.get(f"{HOME}asked/"))
    assert [word in asked for word in ("all is still right", "sent a correction", "it has ended")] == [True] * 3
    assert visitor.get("/en/actions/ask/forged/").status_code == 410


def test_the_campaign_counts_what_has_no_address_and_the_mail_says_what_it_is_about(desk):
    rows = [action("Café des langues"), action("Sans adresse", email=""), action("Fini", email="", state="ended")]
    page = text_of(desk.get(f"{HOME}asked/"))
    assert ("1 action has no address to ask." in page, "Sans adresse" in page, "Fini" in page) == (True, True, False)
    links(desk)
    assert mail.outbox[-1].subject.endswith(f"? {rows[0].name}")


def test_the_round_asks_once_a_year_and_never_who_left(desk, visitor):
    year_ago = timezone.localdate() - timedelta(days=366)
    old, fresh = action("Old"), action("Fresh")
    Action.plain.filter(pk=old.pk).update(confirmed_on=year_ago)
    Action.plain.filter(pk=fresh.pk).update(confirmed_on=timezone.localdate())
    for _minute in range(2):
        go_round()
        drain()
    assert list(ActionAsk.plain.values_list("action__name", flat=True)) == ["Old"]
    leave = re.search(r"http://[^/]+(/\S+no-mail/\S+)", mail.outbox[0].body)[1]
    assert [visitor.get(leave).status_code, visitor.post(leave).status_code] == [200, 200]
    ActionAsk.plain.update(asked_on=year_ago)
    go_round()
    assert ActionAsk.plain.count() == 1


def test_a_visitor_reports_a_mistake_and_a_person_decides(desk, visitor):
    row = action("Cours")
    path = f"{PUBLIC}{row.slug}/report/"
    told = {"text": "The door is on the other side.", "website": "", "opened": opened_mark(ago=30)}
    assert visitor.get(path).status_code == 200
    assert "Thank you" in text_of(visitor.post(path, told))
    assert visitor.post(path, told | {"website": "a machine"}).status_code == 200
    proposal = ActionProposal.plain.get()
    assert "The door is on the other side." in text_of(desk.get(f"{HOME}proposals/"))
    desk.post(f"/en/desk/corrections/{proposal.pk}/refuse/")
    assert "No correction waits" in text_of(desk.get(f"{HOME}proposals/"))
