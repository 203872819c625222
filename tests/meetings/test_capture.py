"""Notes while people speak: sent again after a bad line, merged from several hands, private until the meeting ends."""

import pytest
import yaml
from django.conf import settings
from django.test import Client

from tests.factories import SEATS
from tests.meetings.guests import NOW, coming
from welcommune.core.access import SYSTEM
from welcommune.core.ids import new_id
from welcommune.meetings import actions
from welcommune.meetings.models import BreakoutGroup, Commitment, Decision, Insight
from welcommune.meetings.queries import group_token, suggested_themes, themes_named
from welcommune.network.actions import VOCABULARIES, load_vocabularies
from welcommune.network.models import Term
from welcommune.network.words import THEME_WORDS

pytestmark = pytest.mark.django_db
JSON = {"Accept": "application/json"}
BUS = "Pas de bus le soir : la mobilité manque"


@pytest.fixture
def today(clock):
    row = coming(day=NOW.date())
    return actions.move_meeting(by=SYSTEM, meeting=row, state="open")


def address(row, rest=""):
    return f"/fr/desk/meetings/{row.pk}/capture/{rest}"


def note(text=BUS, **told):
    return {"id": str(new_id()), "kind": "challenge", "text": text, **told}


def group_of(row, name="Table bleue"):
    group = actions.add_group(by=SYSTEM, id=new_id(), meeting=row, name=name)
    return group, f"/fr/group/{group_token(group)}/"


def public_page(row):
    return Client().get(f"/fr/meetings/{row.pk}/", follow=True).content.decode()


def test_a_note_that_is_sent_twice_is_there_once(today, desk):
    sent = note()
    answers = [desk.post(address(today), sent, headers=JSON) for _time in range(2)]
    assert [(answer.status_code, answer.json()) for answer in answers] == [(200, {"refused": ""})] * 2
    [kept] = Insight.objects.filter(meeting=today)
    assert (str(kept.pk), kept.text, kept.kind) == (sent["id"], {"fr": BUS}, "challenge")
    # Nobody chose a theme: the words name it.
    assert [theme.code for theme in kept.themes.all()] == ["mobility"]
    # The same without script, for decisions and commitments too.
    promise = {"id": str(new_id()), "what": "Prêter le minibus", "who": "Mme Personne", "due": "2026-06-01"}
    decision = {"id": str(new_id()), "text": "On essaie un mois"}
    for _time in range(2):
        assert desk.post(address(today, "commitment/"), promise).status_code == 302
        assert desk.post(address(today, "decision/"), decision).status_code == 302
    [promised], [decided] = Commitment.objects.filter(meeting=today), Decision.objects.filter(meeting=today)
    assert (promised.what, promised.person, decided.text) == ("Prêter le minibus", "Mme Personne", "On essaie un mois")


def test_what_is_refused_is_told_in_words_and_nothing_is_kept(today, desk):
    answer = desk.post(address(today), note(""), headers=JSON)
    assert (answer.status_code, bool(answer.json()["refused"])) == (422, True)
    assert not Insight.objects.filter(meeting=today).exists()


def test_the_list_is_sent_anew_when_somebody_notes_changes_or_removes_and_only_then(today, desk):
    def look(state):
        answer = desk.get(address(today, "notes/"), headers={"If-None-Match": state})
        return answer.status_code, answer.headers["ETag"], answer.content.decode()

    _status, empty, _page = look("")
    assert look(empty)[0] == 304
    desk.post(address(today), note(), headers=JSON)
    status, first, page = look(empty)
    assert (status, BUS in page, look(first)[0]) == (200, True, 304)
    row = Insight.objects.get(meeting=today)
    edited = {"seen": "1", "kind": "need", "text_fr": "Un bus le soir", "attribution": "none"}
    assert desk.post(f"/fr/desk/insights/{row.pk}/", edited).headers["Location"] == address(today)
    status, second, page = look(first)
    assert (status, "Un bus le soir" in page, look(second)[0]) == (200, True, 304)
    actions.remove_insight(by=SYSTEM, insight=row)
    assert look(second)[0] == 200


def test_notes_are_the_desks_until_the_meeting_is_closed(today, desk):
    desk.post(address(today), note(), headers=JSON)
    assert BUS not in public_page(today)
    for path in (f"/fr/regions/{SEATS}/", f"/fr/regions/{SEATS}/you-said/"):
        assert BUS not in (page := Client().get(path)).content.decode()
        assert page.status_code == 200
    actions.move_meeting(by=SYSTEM, meeting=today, state="held")
    assert BUS in public_page(today)


def test_a_groups_link_notes_for_that_group_and_ends(today, desk):
    group, link = group_of(today)
    sent = note("La salle est libre le mardi")
    for _time in range(2):
        assert Client().post(link, sent, headers=JSON).json() == {"refused": ""}
    [kept] = Insight.objects.filter(meeting=today)
    assert kept.group == group
    assert "Table bleue" in desk.get(address(today)).content.decode()
    # It shows and touches nothing of the others.
    desk.post(address(today), other := note(), headers=JSON)
    assert BUS not in Client().get(link).content.decode() + Client().get(f"{link}notes/").content.decode()
    taken = Client().post(link, note("à moi", id=other["id"]), headers=JSON)
    assert (taken.status_code, Insight.objects.get(pk=other["id"]).text) == (422, {"fr": BUS})
    # Taken back, and the other group's is none of its business.
    _other, other_link = group_of(today, "Table verte")
    desk.post(f"/fr/desk/groups/{group.pk}/revoke/")
    assert [Client().get(each).status_code for each in (link, other_link)] == [410, 200]
    assert Client().post(link, note(), headers=JSON).status_code == 410
    # Closed: the script is told so, and keeps what it has.
    actions.move_meeting(by=SYSTEM, meeting=today, state="held")
    late = Client().post(other_link, note(), headers=JSON)
    assert (late.status_code, bool(late.json()["refused"])) == (410, True)
    assert Client().get(other_link[:-5] + "/").status_code == 410
    assert Insight.objects.filter(meeting=today).count() == 2
    assert BreakoutGroup.objects.count() == 2


@pytest.mark.parametrize("moment", ["2026-05-06T23:30+02:00", "2026-05-07T06:00+02:00"])
def test_a_groups_link_lasts_while_the_meeting_is_open_and_ends_after_its_night(today, clock, moment):
    _group, link = group_of(today)
    clock.move_to(moment)
    assert Client().get(link).status_code == 200
    clock.move_to("2026-05-08T00:30+02:00")
    assert Client().get(link).status_code == 410


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Les logements sont loin", ["housing"]),
        ("لا سكن في القرية والسكن غالٍ", ["housing"]),
        ("Nic z tego", []),
        ("Sans transport, pas d’emploi ni de logement", ["employment", "housing"]),
    ],
)
def test_themes_by_the_words_of_the_vocabulary(text, found):
    names = {
        "employment": ["work and enterprise", "emploi et entrepreneuriat", "العمل وريادة الأعمال"],
        "housing": ["housing", "logement", "السكن"],
    }
    assert themes_named(text, names) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Le dernier autocar part à dix-neuf heures.", ["mobility"]),
        ("Un covoiturage entre voisins du cours.", ["mobility", "social_links"]),
        ("Qui part d’un travail perd sa place en crèche.", ["employment", "family"]),
        ("Il n’a pas le permis de conduire.", ["mobility"]),
        ("No bus after seven, and the landlord wants a deposit.", ["housing", "mobility"]),
        ("Los niños no tienen guardería por la tarde.", ["family"]),
        ("Nie ma tłumacza u lekarza.", ["language", "health"]),
        ("Δεν υπάρχει λεωφορείο για το νοσοκομείο.", ["health", "mobility"]),
        ("لا حافلة إلى المستشفى.", ["health", "mobility"]),
        ("Trente minutes en tout, car le groupe est petit.", []),
        ("On en parle la prochaine fois.", []),
    ],
)
def test_themes_by_the_words_of_everyday_speech(db, text, found):
    load_vocabularies()
    themes = list(Term.objects.filter(vocabulary="theme").order_by("order"))
    assert [theme.code for theme in suggested_themes(text, themes)] == found


def test_each_theme_is_known_by_words_in_every_language():
    told = yaml.safe_load(THEME_WORDS.read_text(encoding="utf-8"))
    shipped = yaml.safe_load(VOCABULARIES.read_text(encoding="utf-8"))["theme"]
    assert list(told) == [theme["code"] for theme in shipped]
    for code, languages in told.items():
        assert set(languages) == set(dict(settings.LANGUAGES)), code
        assert all(isinstance(word, str) and word.strip() for words in languages.values() for word in words), code
