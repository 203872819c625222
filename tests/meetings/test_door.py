"""The door: whoever comes is there once, however often and by whichever way they say so, and not after the end."""

import hashlib
from datetime import date, time

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.meetings.guests import NOW, coming, contact, invited, work
from welcommune.core.ids import new_id
from welcommune.meetings.models import Participant, SignedSheet
from welcommune.meetings.queries import answer_token, code_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def today(clock):
    return coming(day=NOW.date())


def door(row, code=""):
    return f"/fr/in/{code or code_of(row)}/"


def arrival(person="Alma Fictive", organisation_name="", **told):
    return {"id": str(new_id()), "person": person, "organisation_name": organisation_name, **told}


def there(row):
    rows = Participant.objects.filter(meeting=row).order_by("pk")
    return [(one.person, one.organisation.name if one.organisation else one.organisation_name) for one in rows]


def test_looking_changes_nothing_and_the_same_person_is_there_once(today):
    assert Client().get(door(today)).status_code == 200
    assert there(today) == []
    sent = arrival(organisation_name="viltaïs")
    first = Client().post(door(today), sent)
    page = Client().get(first.headers["Location"])
    assert page.status_code == 200
    # The button pressed twice, the page scanned again, the name in other letters.
    for again in (sent, arrival(organisation_name="Viltaïs"), arrival("ALMA fictive", "Viltaïs")):
        assert Client().post(door(today), again).headers["Location"] == first.headers["Location"]
    assert there(today) == [("Alma Fictive", "Viltaïs")]
    # Without names each sending is one more person of that organisation.
    for _person in range(2):
        Client().post(door(today), arrival("", "Club de marche"))
    assert there(today)[1:] == [("", "Club de marche")] * 2
    assert Client().post(door(today), arrival("")).status_code == 200
    assert len(there(today)) == 3


def test_what_is_noted_of_ones_coming_is_shown_for_two_days(today, clock):
    page = Client().post(door(today), arrival()).headers["Location"]
    clock.shift(47 * 3600)
    assert Client().get(page).status_code == 200
    clock.shift(2 * 3600)
    assert Client().get(page).status_code == 410


def test_a_guest_is_there_once_by_link_by_code_and_by_tick(today, desk):
    [guest] = invited(today, contact("Samira Belkacem"))
    link = f"/fr/meetings/answer/{answer_token(guest)}/"
    assert 'name="here"' in Client().get(link).content.decode()
    assert Client().post(link, {"here": "1"}).status_code == 302
    assert Client().post(link, {"here": "1"}).status_code == 302
    assert Client().post(door(today), arrival("samira belkacem")).status_code == 302
    desk.post(f"/fr/desk/meetings/{today.pk}/guests/came/", {"seen": str(today.version), "came": [str(guest.pk)]})
    [came] = Participant.objects.filter(meeting=today)
    assert (came.pk, came.arrived_at) == (guest.pk, time(10))


def test_the_door_is_closed_before_the_day_and_after_the_end(today, desk, clock):
    sent = arrival()
    clock.move_to("2026-05-05T12:00+02:00")
    assert Client().post(door(today), sent).status_code == 410
    clock.move_to("2026-05-06T16:00+02:00")
    desk.post(f"/fr/desk/meetings/{today.pk}/move/", {"state": "open"})
    desk.post(f"/fr/desk/meetings/{today.pk}/move/", {"state": "held"})
    assert Client().post(door(today), sent).status_code == 410
    [guest] = invited(today, contact())
    assert Client().post(f"/fr/meetings/answer/{answer_token(guest)}/", {"here": "1"}).status_code == 410
    clock.move_to("2026-05-09T12:00+02:00")
    assert Client().post(door(today), sent).status_code == 404
    assert there(today) == []


def test_whoever_tries_many_codes_or_sends_too_fast_waits(today, settings):
    settings.CHECK_INS_A_MINUTE = 3
    found = [Client().post(door(today), arrival("", "Le Pont")).status_code for _time in range(4)]
    assert found == [302, 302, 302, 429]
    found = {Client().get(door(today, f"zzz{number}")).status_code for number in range(100, 130)}
    assert (found, Client().get(door(today, "zzzzzz")).status_code) == ({404}, 429)


def test_one_line_for_who_walks_in_and_one_button_for_who_leaves(today, desk, clock):
    desk_door = f"/fr/desk/meetings/{today.pk}/door/"
    for who in ("Bruno Inventé, Viltaïs", "Dounia Exemple", ", Le Pont"):
        assert desk.post(desk_door, {"id": str(new_id()), "who": who}).status_code == 302
    assert there(today) == [("Bruno Inventé", "Viltaïs"), ("Dounia Exemple", ""), ("", "Le Pont")]
    came = Participant.objects.get(meeting=today, person="Dounia Exemple")
    clock.move_to("2026-05-06T16:45+02:00")
    for _time in range(2):
        desk.post(f"/fr/desk/meetings/{today.pk}/participants/{came.pk}/left/")
    came.refresh_from_db()
    assert (came.arrived_at, came.left_at) == (time(10), time(16, 45))
    # The numbers are filled in from who is there.
    page = desk.get(f"/fr/desk/meetings/{today.pk}/attendance/").content.decode()
    assert [f'name="{name}" value="{count}"' in page for name, count in (("people", 3), ("organisations", 2))] == [
        True, True,
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("start", "kind"), [(b"%PDF-1.7", "pdf"), (b"\xff\xd8\xff\xe0", "jpg"), (b"\x89PNG\r\n\x1a\n", "png"), (b"PK", "")]
)
def test_a_signed_sheet_is_told_by_its_bytes_and_kept_until_its_day(
    today, desk, clock, start, kind, django_capture_on_commit_callbacks
):
    content = start + b" signatures"
    told = {"id": str(new_id()), "file": SimpleUploadedFile("scan.pdf", content), "keep_until": "2031-12-31"}
    desk.post(f"/fr/desk/meetings/{today.pk}/evidence/new/", told)
    kept = SignedSheet.objects.filter(meeting=today).first()
    if not kind:
        assert kept is None
        return
    assert (kept.file_type, kept.sha256, kept.keep_until) == (
        kind,
        hashlib.sha256(content).hexdigest(),
        date(2031, 12, 31),
    )
    assert desk.get(f"/fr/desk/evidence/{kept.pk}/").content == content
    storage, name = kept.file.storage, kept.file.name
    clock.move_to("2031-12-31T12:00+01:00")
    work()
    assert SignedSheet.objects.filter(pk=kept.pk).exists()
    clock.move_to("2032-01-01T12:00+01:00")
    with django_capture_on_commit_callbacks(execute=True):
        work()
    assert (SignedSheet.objects.filter(pk=kept.pk).exists(), storage.exists(name)) == (False, False)
