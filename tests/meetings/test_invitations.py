"""Inviting without accounts: each mail once and in its language, answers by link, nothing by a look."""

import re
from datetime import datetime, timedelta
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from django.test import Client

from tests.factories import beside, fields, fill, region, table, text_of, tree
from tests.harness.html import elements
from tests.meetings.guests import coming, contact, event, invited, link, reread, sent, work
from welcommune.core.access import SYSTEM
from welcommune.core.models import AuditEvent
from welcommune.meetings import actions
from welcommune.meetings.models import (
    MeetingInvitation,
    Reply,
)
from welcommune.meetings.queries import answer_token
from welcommune.stakeholders.models import Organisation

# Whom to invite, and what is sent.


def test_the_program_proposes_with_reasons_and_one_press_adds_all(desk):
    organisation = Organisation.objects.filter(memberships__region=region()).order_by("slug")[0]
    contact("Awa Diallo", "awa@example.org", organisation=organisation)
    contact("Nobody Special", "nobody@example.org")
    row = coming()
    path = f"/en/desk/meetings/{row.pk}/guests/add/"
    page = desk.get(path)
    words = text_of(page)
    assert words.index("Awa Diallo") < words.index("Other contacts") < words.index("Nobody Special")
    assert re.search(
        r"Awa Diallo ?,.*(Has a seat|missing at this table|Came to)", words[: words.index("Other contacts")]
    )
    ticked = [box.get("value") for box in elements(tree(page), "input") if box.get("checked") is not None]
    assert desk.post(path, {"guests": ticked}).status_code == 302
    assert [str(guest) for guest in MeetingInvitation.objects.filter(meeting=row)] == ["Awa Diallo"]
    assert "Awa Diallo" not in text_of(desk.get(path))


def test_where_nobody_can_be_written_to_the_page_says_how_to_begin(desk):
    path = f"/en/desk/meetings/{coming().pk}/guests/add/"
    page = desk.get(path)
    assert "You have no contacts yet" in text_of(page)
    assert "/en/desk/regions/saone-et-loire/contacts/new/" in page.content.decode()
    contact("Nobody Special", "nobody@example.org")
    assert "No contact fits what you chose" in text_of(desk.get(f"{path}?standing=missing"))


def test_one_can_choose_by_kind_place_theme_and_attendance(desk):
    organisation = Organisation.objects.filter(memberships__region=region()).order_by("slug")[0]
    Organisation.objects.filter(pk=organisation.pk).update(town="Cluny")
    contact("Awa Diallo", "awa@example.org", organisation=organisation)
    contact("Nobody Special", "nobody@example.org")
    path = f"/en/desk/meetings/{coming().pk}/guests/add/"
    kind = organisation.category.code
    for query, found in ((f"category={kind}", True), ("town=Cluny", True), ("standing=other", False)):
        words = text_of(desk.get(f"{path}?{query}"))
        assert ("Awa Diallo" in words, "Nobody Special" in words) == (found, not found), query
    assert "Awa Diallo" not in text_of(desk.get(f"{path}?theme=housing&town=Cluny"))


def test_each_gets_the_mail_once_in_their_language(desk):
    row = coming()
    guests = invited(row, contact(), contact("Zeynep", "zeynep@example.org", "en"))
    path = f"/en/desk/meetings/{row.pk}/guests/send/"
    desk.post(path)
    desk.post(path)
    messages = work()
    assert len(messages) == 2
    assert {message.to[0]: link(message, "/meetings/answer/")[:4] for message in messages} == {
        "samira@example.org": "/fr/", "zeynep@example.org": "/en/"
    }  # fmt: skip
    english = next(message for message in messages if message.to == ["zeynep@example.org"])
    assert "Wednesday, 20 May 2026, 14:00–16:00 (time zone: Europe/Paris)" in english.body
    assert "Digoin" in english.body
    assert "invitations to the table" in english.body
    assert [guest.sent_at is not None for guest in map(reread, guests)] == [True, True]
    assert work() == []


def test_the_mail_carries_an_event_and_the_headers_for_leaving(clock):
    row = coming()
    [_guest], [message] = sent(row)
    kind, found = event(message)
    assert kind == "text/calendar; method=REQUEST"
    assert found["UID"].startswith(f"{row.pk}@")
    assert found["DTSTART"].params["TZID"] == "Europe/Paris"
    assert found["ATTENDEE"] == "mailto:samira@example.org"
    assert message.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert urlsplit(message.extra_headers["List-Unsubscribe"].strip("<>")).path == link(message, "/leave/")


def test_own_words_are_previewed_and_go_out(desk):
    row = coming()
    invited(row, contact("Zeynep", "zeynep@example.org", "en"))
    path = f"/en/desk/meetings/{row.pk}/guests/letter/"
    assert fill(desk, path, words_en="There will be soup.", join_link="https://example.org/room").status_code == 302
    shown = text_of(desk.get(path))
    assert ("There will be soup." in shown, "invites you" in shown) == (True, True)
    desk.post(f"/en/desk/meetings/{row.pk}/guests/send/")
    [message] = work()
    assert ("There will be soup." in message.body, "example.org/room" in message.body) == (True, False)


def test_reminders_go_only_to_those_who_have_not_answered(clock, desk):
    row = coming()
    guests, _messages = sent(row, contact(), contact("Zeynep", "zeynep@example.org", "en"))
    actions.answer_invitation(by=SYSTEM, invitation=guests[0], reply=Reply("no"))
    path = f"/en/desk/meetings/{row.pk}/guests/remind/"
    desk.post(path)
    assert work() == []  # It is the same day.
    clock.shift(timedelta(days=3))
    desk.post(path)
    desk.post(path)
    [message] = work()
    assert (message.to, message.subject.startswith("Do you come?")) == (["zeynep@example.org"], True)


# Answering.


def test_looking_changes_nothing_and_one_button_answers(clock):
    [guest], [message] = sent(coming())
    path = link(message, "answer=yes")
    for _look in range(3):  # A scanner of mails opens links.
        page = Client().get(path)
    assert (reread(guest).answer, fields(page)["answer"]) == ("none", "yes")
    visitor = Client()
    answer = visitor.post(path, fields(page) | {"needs": ["travel"], "interpretation": "Arabic"}, follow=True)
    assert answer.status_code == 200
    row = reread(guest)
    assert (row.answer, row.needs, row.interpretation) == ("yes", ["travel"], "Arabic")
    # The last word counts, until the meeting begins.
    visitor.post(link(message, "answer=no"), {"answer": "no"})
    assert (reread(guest).answer, reread(guest).needs) == ("no", [])
    assert [event.actor_kind for event in AuditEvent.objects.filter(verb="meetings.answer_invitation")] == ["link"] * 2


def test_somebody_else_comes_and_counts_as_one_person(desk):
    row = coming()
    [guest], [message] = sent(row)
    Client().post(link(message, "answer=substitute"), {"answer": "substitute", "comes_instead": "A colleague"})
    assert reread(guest).comes_instead == "A colleague"
    assert "1 person comes" in text_of(desk.get(f"/en/desk/meetings/{row.pk}/"))
    [line] = table(desk.get(f"/en/desk/meetings/{row.pk}/guests/"), "Invited people")
    assert "A colleague" in line[1]


def test_needs_are_asked_once(clock):
    person = contact()
    [first], _messages = sent(coming(), person)
    actions.answer_invitation(by=SYSTEM, invitation=first, reply=Reply("yes", "", "Arabic", ["access"], "a ramp"))
    [_second], [message] = sent(coming(number=45), person)
    known = fields(Client().get(link(message, "answer=yes")))
    assert (known["interpretation"], known["needs"], known["needs_words"]) == ("Arabic", ["access"], "a ramp")


def test_an_answer_must_be_one_of_ours(clock):
    [guest], [message] = sent(coming())
    refused = Client().post(link(message, "answer=yes"), {"answer": "often", "needs": ["a pony"]})
    assert (refused.status_code, set(beside(refused))) == (200, {"answer", "needs"})
    assert reread(guest).answer == "none"


def test_the_link_ends_when_the_meeting_begins(clock):
    [guest], [message] = sent(coming())
    path = link(message, "answer=yes")
    # From then on it is good for saying that one is there, on that day.
    clock.move_to(datetime(2026, 5, 20, 14, 1, tzinfo=ZoneInfo("Europe/Paris")))
    assert Client().get(path).status_code == 200
    clock.move_to(datetime(2026, 5, 21, 14, 1, tzinfo=ZoneInfo("Europe/Paris")))
    assert Client().get(path).status_code == 410
    assert Client().post(path, {"answer": "yes"}).status_code == 410
    assert reread(guest).answer == "none"


def test_a_link_that_was_cut_taken_back_or_erased_says_so(clock):
    person = contact()
    row = coming()
    [guest], [message] = sent(row, person)
    path = link(message, "answer=yes")
    assert Client().get(path.split("?")[0][:-6] + "/").status_code == 410
    # A link for leaving opens no invitation, and the other way round.
    leaving = link(message, "/leave/").rstrip("/").rpartition("/")[2]
    assert Client().get(f"/en/meetings/answer/{leaving}/").status_code == 410
    assert Client().get(f"/en/meetings/leave/{answer_token(guest)}/").status_code == 410
    actions.remove_guest(by=SYSTEM, invitation=guest)
    assert "taken back" in text_of(Client().get(path.replace("/fr/", "/en/")))
    [again] = invited(row, person)
    actions.erase_contact(by=SYSTEM, contact=person)
    assert Client().get(f"/en/meetings/answer/{answer_token(again)}/").status_code == 410
    assert MeetingInvitation.objects.count() == 0
