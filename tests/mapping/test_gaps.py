"""A gap's life: noted, confirmed at a roundtable, addressed, covered or parked; and what residents tell and read."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from tests.factories import SEATS, meeting, region, term, text_of
from welcommune.core.access import SYSTEM
from welcommune.core.errors import Overtaken, Refused
from welcommune.core.ids import new_id
from welcommune.mapping.actions import gap as actions
from welcommune.mapping.models import Asset, CellFacts, Gap, GapFacts, Signal
from welcommune.meetings.actions.gaps import put_gap_on_agenda
from welcommune.meetings.models import GapAtMeeting

pytestmark = pytest.mark.usefixtures("scope", "network")
PUBLIC = f"/en/regions/{SEATS}/gaps/"
TODAY = timezone.localdate()


def gap(title="A bus after 7 pm", **told):
    cell = CellFacts(term("mobility", "theme"))
    return actions.note_gap(by=SYSTEM, id=new_id(), region=region(), facts=GapFacts(title, "en", **told), cell=cell)


def test_the_next_agenda_offers_the_gap_and_confirming_there_moves_it(cast, client_for):
    row, desk = gap(is_public=True), client_for(cast["facilitator"])
    coming = meeting(state="planned", day=TODAY + timedelta(days=9))
    page = f"/en/desk/meetings/{coming.pk}/gaps/"
    assert "1 gap waits to be confirmed" in text_of(desk.get(f"/en/desk/meetings/{coming.pk}/agenda/"))
    desk.post(f"{page}{row.pk}/put/")
    assert [point.title.in_("en") for point in coming.agenda.all()] == ["A bus after 7 pm"]
    desk.post(f"{page}{row.pk}/confirm/")
    row.refresh_from_db()
    assert (row.state, row.confirmed_on) == ("confirmed", TODAY)
    # What the meeting said stands; a second answer is refused in words.
    assert "has spoken about this gap already" in text_of(desk.post(f"{page}{row.pk}/not-confirmed/", follow=True))
    assert GapAtMeeting.objects.get(gap=row).verdict == "confirmed"


def test_its_page_names_the_meeting_that_confirmed_it_and_says_in_words_what_was_done(cast, client_for):
    row, desk = gap(), client_for(cast["facilitator"])
    coming = meeting(state="planned", day=TODAY + timedelta(days=9), number=7)
    page, name = f"/en/desk/gaps/{row.pk}/", "Roundtable 7"
    desk.post(f"/en/desk/meetings/{coming.pk}/gaps/{row.pk}/put/")
    assert name not in text_of(desk.get(page))
    desk.post(f"/en/desk/meetings/{coming.pk}/gaps/{row.pk}/confirm/")
    row.refresh_from_db()
    facts = GapFacts("A bus after 8 pm", "en")
    actions.change_gap(by=SYSTEM, gap=row, seen=row.version, facts=facts, cell=CellFacts(row.theme))
    told = desk.get(page)
    said = text_of(told)
    assert f'href="/en/desk/meetings/{coming.pk}/"' in told.content.decode()
    assert re.search(rf"{re.escape(name)}, \d+ \w+ \d{{4}} ?: confirmed", said)
    assert "Camille Modèle confirmed a gap at a roundtable" in said
    assert ("changed a gap: what is missing" in said, "noted a gap" in said, "<td>–" in told.content.decode()) == (
        True,
        True,
        False,
    )


def test_the_public_agenda_does_not_name_a_gap_that_is_not_shared():
    coming = meeting(state="planned", day=TODAY + timedelta(days=9))
    put_gap_on_agenda(by=SYSTEM, meeting=coming, gap=gap("A shelter that nobody should find"))
    titles = [title for point in coming.agenda.all() for title in point.title.values()]
    assert (len(titles) > 0, [title for title in titles if "shelter" in title]) == (True, [])


def test_a_gap_of_another_region_is_on_no_agenda_of_this_one():
    coming, row = meeting(at="vaucluse", state="planned"), gap()
    with pytest.raises(Refused, match="of another region"):
        put_gap_on_agenda(by=SYSTEM, meeting=coming, gap=row)


def test_it_is_addressed_covered_and_comes_up_again(cast, client_for):
    row, desk = gap(), client_for(cast["facilitator"])
    with pytest.raises(Refused, match="Only a gap that a roundtable has confirmed"):
        actions.answer_gap(by=SYSTEM, gap=row, id=new_id(), text="A minibus")
    with pytest.raises(Refused, match="stands otherwise"):
        actions.cover_gap(by=SYSTEM, gap=row, reason="A bus runs.")
    actions.confirm_gap(by=SYSTEM, gap=row)
    page = f"/en/desk/gaps/{row.pk}/"
    sent = {"id": str(new_id()), "text": "A minibus in the evening"}
    for _twice in range(2):
        desk.post(f"{page}answer/", sent)
    row.refresh_from_db()
    assert (row.state, [answer.text for answer in row.answers.all()]) == ("addressed", ["A minibus in the evening"])
    desk.post(f"{page}cover/", {"reason": "The minibus runs each evening."})
    row.refresh_from_db()
    assert (row.state, row.reason) == ("covered", "The minibus runs each evening.")
    desk.post(f"{page}reopen/")
    row.refresh_from_db()
    assert (row.state, row.reason, row.confirmed_on) == ("reported", "", None)
    assert "Camille Modèle" in text_of(desk.get(page))


def test_it_is_parked_with_a_reason_only():
    row = gap()
    with pytest.raises(Refused, match="Write why"):
        actions.park_gap(by=SYSTEM, gap=row, reason="")
    actions.park_gap(by=SYSTEM, gap=row, reason="No driver before spring.")
    assert row.state == "parked"


def test_two_who_change_a_gap_at_once_both_keep_their_words():
    row, stale = gap(), Gap.plain.get()
    facts = GapFacts("A bus after 8 pm", "en")
    actions.change_gap(by=SYSTEM, gap=row, seen=1, facts=facts, cell=CellFacts(row.theme))
    with pytest.raises(Overtaken) as overtaken:
        actions.change_gap(by=SYSTEM, gap=stale, seen=1, facts=GapFacts("A tram", "en"), cell=CellFacts(row.theme))
    assert overtaken.value.theirs["title"] == "A bus after 8 pm"


def test_residents_read_what_is_shared_and_nothing_else(client_for):
    visitor = client_for(None)
    gap("Not shared")
    shared = gap(is_public=True)
    assert "A bus after 7 pm" in text_of(visitor.get(PUBLIC))
    assert "Not shared" not in text_of(visitor.get(PUBLIC))
    actions.confirm_gap(by=SYSTEM, gap=shared)
    actions.answer_gap(by=SYSTEM, gap=shared, id=new_id(), text="A minibus in the evening")
    page = text_of(visitor.get(PUBLIC))
    assert ("being addressed" in page, "A minibus in the evening" in page) == (True, True)


def test_who_found_nothing_stays_unknown_and_small_numbers_are_hidden(client_for):
    visitor, form = client_for(None), f"{PUBLIC}nothing-found/"
    for _time in range(4):
        assert visitor.post(form, {"theme": "housing"}).status_code == 302
    found = Signal.plain.all()
    assert {(row.id.version, row.month) for row in found} == {(4, f"{TODAY:%Y-%m}")}
    assert "housing fewer than 5" in text_of(visitor.get(PUBLIC))
    visitor.post(form, {"theme": "housing"})
    assert "housing 5" in text_of(visitor.get(PUBLIC))


def test_nobody_sends_without_end(client_for):
    visitor = client_for(None)
    answers = [visitor.post(f"{PUBLIC}nothing-found/", {"theme": "health"}) for _time in range(12)]
    assert [answer.status_code for answer in answers] == [302] * 10 + [200] * 2
    told = text_of(answers[-1])
    assert "Not sent: enough for today" in told and "what was sent before counts, this does not." in told
    assert "needs a change" not in told
    assert Signal.plain.count() == 10


def test_what_the_region_has_is_proposed_with_reasons_and_answers(cast, client_for):
    row, desk = gap(), client_for(cast["facilitator"])
    told = {"region": region(), "language": "en"}
    bus = Asset.plain.create(kind="vehicle", name="Minibus of the club", **told)
    bus.themes.add(term("mobility", "theme"))
    Asset.plain.create(kind="premises", name="Village hall", **told)
    Asset.plain.create(kind="vehicle", name="Van that was taken back", state="ended", **told)
    page = text_of(desk.get(f"/en/desk/gaps/{row.pk}/"))
    reason = "same theme, of use for getting around: vehicles"
    assert [words in page for words in ("Minibus of the club", reason, "Village hall")] == [True, True, False], page
    assert "Van that was taken back" not in page
    actions.confirm_gap(by=SYSTEM, gap=row)
    desk.post(f"/en/desk/gaps/{row.pk}/answer/", {"id": str(new_id()), "asset": str(bus.pk)})
    assert [answer.asset for answer in row.answers.all()] == [bus]
