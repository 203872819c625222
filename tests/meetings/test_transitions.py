"""Which state of a meeting may follow which."""

import pytest

from tests.factories import fields, meeting, text_of
from welcommune.core.access import SYSTEM
from welcommune.core.errors import Refused
from welcommune.core.models import AuditEvent
from welcommune.meetings.actions import move_meeting
from welcommune.meetings.models import Meeting, MeetingState

pytestmark = pytest.mark.usefixtures("scope")
ALLOWED = {
    ("planned", "open"), ("planned", "held"), ("planned", "postponed"), ("planned", "cancelled"),
    ("open", "held"), ("open", "postponed"), ("open", "cancelled"),
    ("postponed", "planned"), ("postponed", "cancelled"),
    ("held", "open"),
    ("cancelled", "planned"),
}  # fmt: skip
EVERY = [(before, after) for before in MeetingState.values for after in MeetingState.values]
SENTENCE = "The meeting is not in a state that allows this. Load the page again."


def stored(row):
    return Meeting.objects.get(pk=row.pk)


@pytest.mark.parametrize(("before", "after"), sorted(ALLOWED))
def test_moves_that_are_allowed(network, before, after):
    row = meeting(state=before)
    move_meeting(by=SYSTEM, meeting=row, state=after)
    assert (stored(row).state, stored(row).version) == (after, 2)
    assert AuditEvent.objects.filter(object_id=row.pk)[0].verb == "meetings.move_meeting"


@pytest.mark.parametrize(("before", "after"), [*sorted(set(EVERY) - ALLOWED), ("planned", "nonsense"), ("held", "")])
def test_moves_that_are_not(network, before, after):
    row = meeting(state=before)
    with pytest.raises(Refused) as refused:
        move_meeting(by=SYSTEM, meeting=row, state=after)
    assert (str(refused.value), stored(row).state, stored(row).version) == (SENTENCE, before, 1)


def test_the_page_offers_the_allowed_moves_and_makes_them(cast, client_for):
    desk, row = client_for(cast["facilitator"]), meeting(state="open")
    path = f"/en/desk/meetings/{row.pk}/"
    assert [word for word in MeetingState if f'name="state" value="{word}"' in desk.get(path).content.decode()] == [
        "held", "postponed", "cancelled",
    ]  # fmt: skip
    answer = desk.post(f"{path}move/", {"state": "held"}, follow=True)
    assert (stored(row).state, "Noted." in text_of(answer)) == ("held", True)


def test_a_move_that_is_not_allowed_is_told_on_the_page(cast, client_for):
    desk, row = client_for(cast["facilitator"]), meeting(state="held")
    answer = desk.post(f"/en/desk/meetings/{row.pk}/move/", {"state": "cancelled"}, follow=True)
    assert (stored(row).state, SENTENCE in text_of(answer)) == ("held", True)


@pytest.mark.parametrize(("role", "status"), [("stranger", 404), ("editor", 404), ("member", 404), ("auditor", 404)])
def test_others_move_nothing(cast, client_for, role, status):
    row = meeting(state="open")
    answer = client_for(cast[role]).post(f"/en/desk/meetings/{row.pk}/move/", {"state": "held"})
    assert (answer.status_code, stored(row).state) == (status, "open")


def test_a_visitor_is_asked_to_sign_in_and_moves_nothing(network, client_for):
    row = meeting(state="open")
    answer = client_for(None).post(f"/en/desk/meetings/{row.pk}/move/", {"state": "held"})
    assert (answer.status_code, answer["Location"]) == (302, "/en/account/sign-in/?next=/en/desk/")
    assert stored(row).state == "open"


def test_a_button_is_no_link(cast, client_for):
    row = meeting(state="open")
    assert client_for(cast["facilitator"]).get(f"/en/desk/meetings/{row.pk}/move/").status_code == 405
    assert fields(client_for(cast["facilitator"]).get(f"/en/desk/meetings/{row.pk}/edit/"))["seen"] == "1"


@pytest.mark.parametrize(
    ("state", "says"),
    [
        ("cancelled", "This meeting was called off"),
        ("postponed", "This meeting was put off"),
        ("planned", ""),
    ],
)
def test_a_meeting_that_does_not_take_place_says_so_and_asks_nobody_who_came(network, client_for, state, says):
    row = meeting(state=state)
    page = client_for(None).get(f"/en/meetings/{row.pk}/", follow=True).content.decode()
    assert says in page
    assert "Who came" not in page and "The report is not written yet." not in page
