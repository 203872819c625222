"""Questions to the room, the screen, and what people thought: no account, no name, each telephone once."""

import re
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.test import Client

from tests.factories import beside, fields, text_of
from tests.meetings.guests import DAY, coming, contact, invited, link, work
from welcommune.core.access import ANONYMOUS, SYSTEM
from welcommune.core.ids import new_id
from welcommune.core.models import AuditEvent
from welcommune.core.text import Translated
from welcommune.meetings import actions
from welcommune.meetings.models import (
    AgendaItem,
    FeedbackAnswer,
    FeedbackRound,
    InsightFacts,
    Opinion,
    QuickPoll,
    QuickVote,
    Reply,
    Tags,
)
from welcommune.meetings.queries import new_ballot

OPINION = {"useful": "yes", "heard": "no", "different": "Shorter, with soup."}


def asked(desk, row, **told):
    path = f"/en/desk/meetings/{row.pk}/polls/"
    typed = {"question": "Where to begin?", "kind": "one", "language": "en", "choices": "Buses\nCourses\nHousing"}
    desk.post(path, fields(desk.get(path)) | typed | told)
    return QuickPoll.objects.get(meeting=row, closed_at=None)


def picks_of(poll):
    return sorted(QuickVote.objects.filter(poll=poll).values_list("picks", flat=True))


def test_a_telephone_counts_once_however_often_it_votes(desk):
    row = coming()
    poll = asked(desk, row)
    path = f"/en/vote/{poll.code}/"
    phone, other = Client(), Client()
    for _look in range(3):
        phone.get(path)
    assert QuickVote.objects.count() == 0
    typed = fields(phone.get(path))
    phone.post(path, typed | {"picks": "0"})
    phone.post(path, typed | {"picks": "2"})
    # Without cookies, the paper in the form counts.
    without = fields(Client().get(path))
    for pick in ("1", "1"):
        Client().post(path, without | {"picks": pick})
    other.post(path, {"picks": "9"} | fields(other.get(path)))
    assert picks_of(poll) == [[1], [2]]
    desk.post(f"/en/desk/polls/{poll.pk}/close/")
    late = other.post(path, typed | {"picks": "0"})
    assert (late.status_code, picks_of(poll), Client().get("/en/vote/nosuch/").status_code) == (410, [[1], [2]], 404)
    assert AuditEvent.objects.filter(object_id=row.pk, verb__contains="vote").count() == 0


def test_choices_are_put_in_order_and_the_ladder_has_its_own_rungs(desk):
    row = coming()
    poll = asked(desk, row, kind="rank")
    path = f"/en/vote/{poll.code}/"
    phone = Client()
    typed = fields(phone.get(path))
    assert "place of its own" in text_of(phone.post(path, typed | {"place_0": "1", "place_1": "1", "place_2": "2"}))
    phone.post(path, typed | {"place_0": "3", "place_1": "1", "place_2": "2"})
    assert picks_of(poll) == [[1, 2, 0]]
    # One question is open at a time.
    assert "Another question is open" in text_of(desk.post(
        f"/en/desk/meetings/{row.pk}/polls/",
        {"id": str(new_id()), "question": "And then?", "kind": "ladder", "language": "en"},
    ))  # fmt: skip
    desk.post(f"/en/desk/polls/{poll.pk}/close/")
    ladder = asked(desk, row, kind="ladder", choices="")
    words = text_of(Client().get(f"/en/vote/{ladder.code}/"))
    assert (words.index("we are told") < words.index("we decide together"), ladder.choices) == (True, [])
    refused = desk.post(
        f"/en/desk/meetings/{row.pk}/polls/",
        {"id": str(new_id()), "question": "One?", "kind": "one", "language": "en", "choices": "Only this"},
    )
    assert set(beside(refused)) == {"choices"}


def test_the_screen_shows_agenda_notes_and_votes_and_no_person(clock, desk, cast):
    row = coming()
    for order, (words, minutes) in enumerate((("Welcome", 30), ("Buses", 60), ("Next steps", 30))):
        AgendaItem.objects.create(meeting=row, title={"en": words}, minutes=minutes, order=order)
    said = InsightFacts("need", Translated({"en": "Buses at night"}), original="as said", person="Samira Belkacem")
    actions.note_insight(by=SYSTEM, id=new_id(), meeting=row, facts=said, tags=Tags())
    quote = InsightFacts("quote", Translated({"en": "They waited for us"}), person="Amina")
    actions.note_insight(by=SYSTEM, id=new_id(), meeting=row, facts=quote, tags=Tags())
    poll = asked(desk, row)
    clock.move_to(datetime.combine(DAY, time(14, 45), ZoneInfo("Europe/Paris")))
    desk.force_login(cast["facilitator"])
    path = f"/en/desk/meetings/{row.pk}/projector/"
    words = text_of(desk.get(path))
    assert ("14:30 Buses (now)" in words, "Buses at night" in words, poll.code in words) == (True, True, True)
    assert [name for name in ("Samira", "Amina", "They waited", cast["facilitator"].name) if name in words] == []
    first = desk.get(f"{path}now/")
    again = desk.get(f"{path}now/", headers={"If-None-Match": first["ETag"]})
    assert (first.status_code, again.status_code, again.content) == (200, 304, b"")
    for _vote in range(4):
        actions.vote_in_poll(by=ANONYMOUS, poll=poll, paper=new_ballot(), picks=[0])
    assert "shown from five answers on" in part_of(desk, path)
    actions.vote_in_poll(by=ANONYMOUS, poll=poll, paper=new_ballot(), picks=[1])
    shown = part_of(desk, path)
    assert ("Buses 4" in shown, "Courses 1" in shown) == (True, True)


def part_of(desk, path):
    """The words of the part of the screen that changes, which is no page of its own."""
    return " ".join(re.sub(r"<[^>]+>", " ", desk.get(f"{path}now/").content.decode()).split())


def held(desk, *people):
    """A meeting that was held, to which people said that they come, and its questions."""
    row = coming()
    guests = invited(row, *people) if people else []
    for guest in guests:
        actions.answer_invitation(by=SYSTEM, invitation=guest, reply=Reply("yes"))
    desk.post(f"/en/desk/meetings/{row.pk}/move/", {"state": "held"})
    desk.post(f"/en/desk/meetings/{row.pk}/feedback/open/")
    return row, guests, FeedbackRound.objects.get(meeting=row)


def test_a_link_is_good_once_and_nothing_leads_from_an_answer_to_a_person(desk):
    row, _guests, found = held(desk, contact(language="en"), contact("Zeynep", "zeynep@example.org", "en"))
    page = f"/en/desk/meetings/{row.pk}/feedback/"
    for _press in range(2):
        desk.post(f"{page}ask/")
    first, second = work()
    path = link(first, "/feedback/once/")
    for _look in range(3):  # A scanner of mails opens links.
        assert Client().get(path).status_code == 200
    before = AuditEvent.objects.count()
    assert Client().post(path, OPINION).status_code == 302
    assert [Client().post(path, OPINION).status_code, Client().get(path).status_code] == [410, 410]
    [answer] = FeedbackAnswer.objects.all()
    assert (answer.id.version, answer.month.isoformat(), AuditEvent.objects.count()) == (4, "2026-05-01", before)
    assert {field.name for field in FeedbackAnswer._meta.get_fields()} == {
        "id", "round", "month", "useful", "heard", "different"
    }  # fmt: skip
    # Whoever is erased has a link that opens nothing.
    guest = row.invitations.get(contact__name="Zeynep")
    actions.erase_contact(by=SYSTEM, contact=guest.contact)
    assert Client().post(link(second, "/feedback/once/"), OPINION).status_code == 410
    # A telephone that reads the code from the screen answers once, too.
    shared = f"/en/meetings/feedback/{found.code}/"
    phone = Client()
    typed = fields(phone.get(shared)) | OPINION
    assert [phone.post(shared, typed).status_code, phone.post(shared, typed).status_code] == [302, 410]
    assert FeedbackAnswer.objects.count() == 2


def test_few_answers_stay_hidden_and_many_are_shown_when_the_questions_are_closed(clock, desk, cast):
    row, _guests, found = held(desk)
    page = f"/en/desk/meetings/{row.pk}/feedback/"
    for number in range(4):
        actions.give_feedback(found=found, mark=f"mark {number}", opinion=Opinion(**OPINION))
    assert ("soup" in text_of(desk.get(page)), "4 people have answered" in text_of(desk.get(page))) == (False, True)
    actions.give_feedback(found=found, mark="mark 5", opinion=Opinion("partly", "yes"))
    # While they are open, somebody who looks twice would learn what the fifth one said.
    assert "soup" not in text_of(desk.get(page))
    clock.shift(timedelta(days=15))
    assert Client().get(f"/en/meetings/feedback/{found.code}/").status_code == 410
    desk.force_login(cast["facilitator"])
    work()
    words = text_of(desk.get(page))
    assert ("soup" in words, "yes 4" in words, FeedbackRound.objects.get(pk=found.pk).used) == (True, True, [])
    later = coming(day=DAY + timedelta(days=90), number=45)
    actions.move_meeting(by=SYSTEM, meeting=later, state="held")
    few = actions.open_feedback(by=SYSTEM, meeting=later)
    actions.give_feedback(found=few, mark="mark", opinion=Opinion("no", "no", "Nobody greeted us."))
    actions.close_feedback(by=SYSTEM, found=few)
    trend = text_of(desk.get(f"/en/desk/meetings/{later.pk}/feedback/"))
    assert ("From meeting to meeting" in trend, "greeted" in trend, "Fewer than five" in trend) == (True, False, True)
