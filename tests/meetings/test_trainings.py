"""Training needs and offers, what fits, the training that comes of it, certificates, and the question afterwards."""

import re
from datetime import date, datetime, timedelta
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

import pytest
from django.core import mail
from django.test import Client
from icalendar import Calendar

from tests.factories import insight, meeting, region, text_of
from tests.meetings.guests import NOW, contact, link, work
from welcommune.accounts.models import Account
from welcommune.core.access import SYSTEM
from welcommune.core.ids import new_id
from welcommune.core.models import AuditEvent
from welcommune.core.personal import Person, collect, erase
from welcommune.core.text import Translated
from welcommune.meetings import actions
from welcommune.meetings.models import (
    Certificate,
    LinkPurpose,
    Meeting,
    NeedFacts,
    Participant,
    TrainingFacts,
    TrainingLink,
    TrainingNeed,
    TrainingOffer,
    UseCount,
    UseQuestion,
)
from welcommune.meetings.queries import Supply, Wish, distance_km, match, matches, resources_near, training_link_address
from welcommune.network.models import Term

pytestmark = pytest.mark.django_db
NEEDS = "/en/desk/regions/saone-et-loire/trainings/"
CHECK = "/en/trainings/certificates/"
MACON, AVIGNON, NOWHERE = (4.83, 46.31), (4.806, 43.949), None


def theme():
    return Term.objects.filter(vocabulary="theme").order_by("order")[0]


def need(words="Listening to people in distress", at="saone-et-loire", **told):
    facts = NeedFacts(words, "en", theme(), **told)
    return actions.state_need(by=SYSTEM, id=new_id(), region=region(at), facts=facts)


def offer(words="First steps in listening", at="vaucluse", **told):
    facts = TrainingFacts(words, "en", theme(), **{"provider": "A school", "mode": "online"} | told)
    return actions.make_offer(by=SYSTEM, id=new_id(), region=region(at), facts=facts)


def open_link(purpose, person=None):
    row = actions.make_training_link(by=SYSTEM, region=region(), purpose=purpose, contact=person)
    return row, urlsplit(training_link_address(row, "en")).path


def held(day=date(2026, 5, 5), **told):
    facts = {"kind": "training", "number": None, "day": day, "title": Translated({"en": "Listening"})}
    return meeting(state="held", **facts | told)


def came(row, name="", person=None):
    told = {"person": name or person.name, "contact": person}
    return actions.add_participant(by=SYSTEM, meeting=row, participant=Participant(id=new_id(), **told))


# What fits.


def reasons(wish, supply, day=date(2026, 5, 6)):
    found = match(Wish(new_id(), "health", **wish), Supply(new_id(), "health", **supply), day)
    return [(reason.sign.value, reason.sentence) for reason in found.reasons] if found else None


def test_reasons_are_told_in_words_and_what_is_unknown_says_so():
    assert reasons({"point": MACON}, {"point": NOWHERE}) == [
        ("there", "The same theme"), ("unknown", "Nobody has told us in which language it is offered"),
        ("unknown", "How far it is is not known"), ("unknown", "No dates are known yet"),
    ]  # fmt: skip
    wish = {"words": "asylum law", "language": "fr", "point": MACON, "level": "first", "people": 12}
    supply = {"words": "The law of asylum", "languages": ("fr",), "point": AVIGNON, "travels_km": 400}
    more = {"ends_on": date(2026, 6, 1), "level": "deep", "capacity": 10, "mode": "in_person"}
    assert reasons(wish, supply | more) == [
        ("there", "The same theme, and the same words: asylum"), ("there", "In French"),
        ("there", "263 km away; they travel up to 400 km"), ("there", "Until 1 June 2026"),
        ("ending", "For another level"), ("ending", "Room for 10, and 12 people want it"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("wish", "supply"),
    [
        ({"language": "fr"}, {"languages": ("el",)}),
        ({"point": MACON}, {"point": AVIGNON, "travels_km": 100}),
        ({}, {"ends_on": date(2026, 5, 5)}),
    ],
    ids=["another language", "too far", "over"],
)
def test_one_thing_alone_speaks_against_it(wish, supply):
    assert reasons(wish, supply) is None


def test_another_subject_is_none_and_the_best_comes_first():
    wish = Wish(new_id(), "health", "first aid", language="fr")
    far = Supply(new_id(), "health")
    best = Supply(new_id(), "health", "First aid at work", "", ("fr",), "online")
    other = Supply(new_id(), "housing", "The rights of tenants")
    found = matches([wish], [far, other, best], date(2026, 5, 6))
    assert [one.offer for one in found] == [best.key, far.key]


def test_distances_follow_the_great_circle():
    assert (round(distance_km((2.35, 48.86), (-73.99, 40.73))), distance_km(MACON, MACON)) == (5835, 0.0)


# Stated and offered.


def test_a_need_of_a_meeting_becomes_a_training_of_another_regions_offer(clock, cast, desk):
    said = insight(meeting(), "Listening to people in distress", kind="need")
    desk.post(f"/en/desk/insights/{said.pk}/training-need/")
    desk.post(f"/en/desk/insights/{said.pk}/training-need/")
    [stated] = TrainingNeed.plain.filter(insight=said)
    TrainingNeed.plain.filter(pk=stated.pk).update(people=12)
    offered = offer(starts_on=date(2026, 9, 1), languages=["fr"])
    shown = text_of(desk.get(NEEDS))
    for part in ("Listening to people in distress", "12 people", "A school, Vaucluse", "the same words: listening"):
        assert (part, part.lower() in shown.lower()) == (part, True)
    plan = f"/en/desk/training-needs/{stated.pk}/plan/{offered.pk}/"
    answers = [desk.post(plan), desk.post(plan)]
    [made] = Meeting.plain.filter(training__needs=stated)
    assert [answer["Location"] for answer in answers] == [f"/en/desk/meetings/{made.pk}/edit/"] * 2
    told = (made.kind, made.region, made.day, made.mode, made.languages, made.training.offer)
    assert told == ("training", region(), date(2026, 9, 1), "online", ["fr"], offered)
    assert sorted(made.regions.values_list("slug", flat=True)) == ["saone-et-loire", "vaucluse"]


def test_other_regions_see_what_is_needed_and_not_who_says_so(clock, cast, client_for):
    need(stated_by="Foyer Discret")
    offer(email="teacher@example.org")
    abroad = text_of(client_for(cast["stranger"]).get("/en/desk/regions/vaucluse/trainings/offers/"))
    assert ("Listening to people in distress" in abroad, "Foyer Discret" in abroad) == (True, False)
    assert client_for(cast["stranger"]).get(NEEDS).status_code == 404
    here = text_of(client_for(cast["facilitator"]).get(NEEDS))
    assert ("Foyer Discret" in here, "teacher@example.org" in here) == (True, False)


def test_by_a_link_a_need_is_noted_and_an_offer_waits_to_be_accepted(clock, desk):
    visitor, person = Client(), contact()
    _row, address = open_link(LinkPurpose.NEED, person)
    assert (visitor.get(address).status_code, TrainingNeed.plain.count()) == (200, 0)
    sent = {"id": str(new_id()), "words": "Listening", "theme": str(theme().pk), "people": "7"}
    assert [visitor.post(address, sent).status_code for _time in range(2)] == [302, 302]
    [stated] = TrainingNeed.plain.all()
    assert (stated.words, stated.people, stated.contact) == ("Listening", 7, person)
    _row, address = open_link(LinkPurpose.OFFER)
    sent = {"id": str(new_id()), "words": "Listening", "provider": "A school", "email": "teacher@example.org"}
    visitor.post(address, sent)
    [offered] = TrainingOffer.plain.all()
    assert (offered.state, "No offer fits yet" in text_of(desk.get(NEEDS))) == ("proposed", True)
    desk.post(f"/en/desk/training-offers/{offered.pk}/move/", {"state": "open"})
    shown = text_of(desk.get(NEEDS))
    assert ("No offer fits yet" in shown, "A school" in shown) == (False, True)


def test_a_link_is_for_one_form_and_ends(clock, desk):
    row, address = open_link(LinkPurpose.NEED)
    visitor, other = Client(), address.replace("/need/", "/offer/")
    assert [visitor.get(path).status_code for path in (address, other, address + "x/")] == [200, 410, 404]
    person = contact()
    _own, personal = open_link(LinkPurpose.NEED, person)
    actions.erase_contact(by=SYSTEM, contact=person)
    desk.post(f"/en/desk/training-links/{row.pk}/end/")
    _third, late = open_link(LinkPurpose.NEED)
    clock.move_to(NOW + timedelta(days=61))
    assert [visitor.get(path).status_code for path in (address, personal, late)] == [410, 410, 410]


def test_too_many_from_one_sender_are_refused(clock):
    _row, address = open_link(LinkPurpose.NEED)
    answers = [Client().post(address, {"id": str(new_id()), "words": "Listening"}) for _time in range(21)]
    assert [answer.status_code for answer in answers] == [302] * 20 + [200]
    assert TrainingNeed.plain.count() == 20


# Certificates.


def test_who_came_gets_a_link_once_issues_the_certificate_and_anybody_can_check_it(clock, desk):
    row = held(duration_minutes=210)
    came(row, person=contact(language="en"))
    by_hand = came(row, "Luc Modele")
    mail.outbox.clear()
    for _time in range(2):
        desk.post(f"/en/desk/meetings/{row.pk}/training/certificates/")
    [letter] = work()
    assert letter.to == ["samira@example.org"]
    page, visitor = link(letter, "/trainings/certificate/"), Client()
    own = Certificate.objects.get(participant__contact__isnull=False)
    assert ("Issue my certificate" in text_of(visitor.get(page)), own.issued_on) == (True, None)
    visitor.post(page)
    own.refresh_from_db()
    shown = text_of(visitor.get(page))
    for part in ("Samira Belkacem", "Listening", "3 h 30 min", own.number, "European Union"):
        assert (part, part in shown) == (part, True)
    checked = text_of(visitor.get(CHECK, {"number": own.number.lower()}))
    assert ("This certificate was issued." in checked, "Samira" in checked) == (True, False)
    desk.post(f"/en/desk/certificates/{own.pk}/back/")
    assert visitor.get(page).status_code == 410
    assert "taken back later" in text_of(visitor.get(CHECK, {"number": own.number}))
    printed = Certificate.objects.get(participant=by_hand)
    assert "No certificate has this number" in text_of(visitor.get(CHECK, {"number": printed.number}))
    assert "Luc Modele" in text_of(desk.post(f"/en/desk/certificates/{printed.pk}/issue/", follow=True))


def test_what_is_held_is_told_and_erased_with_the_person(clock):
    row, person = held(), contact()
    came(row, person=person)
    actions.offer_certificates(by=SYSTEM, meeting=row)
    [letter] = work()
    offer(email="Samira@example.org")
    member = TrainingFacts("More", "en", provider="", email="samira@example.org", organisation=_member())
    kept = actions.make_offer(by=SYSTEM, id=new_id(), region=region(), facts=member)
    _row, address = open_link(LinkPurpose.NEED, person)
    Client().post(address, {"id": str(new_id()), "words": "Own need"})
    account = Account.objects.create_user("samira@example.org", "Samira Belkacem", language="en")
    me = Person(account.pk, account.email)
    told = collect(me)["meetings"]
    counts = [len(told[name]) for name in ("certificates", "trainings_offered", "training_needs")]
    assert counts == [1, 2, 1]
    erase(me)
    assert (Certificate.objects.count(), TrainingLink.plain.count()) == (0, 0)
    assert [(left.pk, left.email) for left in TrainingOffer.plain.all()] == [(kept.pk, "")]
    assert [left.contact for left in TrainingNeed.plain.all()] == [None]
    assert Client().get(link(letter, "/trainings/certificate/")).status_code == 410


def _member():
    return region().memberships.filter(organisation__isnull=False).order_by("pk")[0].organisation


# Three months later.


def test_those_who_came_are_asked_once_and_answers_are_only_counted(clock, cast, client_for):
    row = held()
    for number in range(6):
        came(row, person=contact(f"Person {number}", f"p{number}@example.org", "en"))
    assert work() == []
    clock.move_to(datetime(2026, 8, 5, 10, tzinfo=ZoneInfo("Europe/Paris")))
    letters = work()
    assert (len(letters), work()) == (6, [])
    pages, visitor = [link(letter, "/trainings/use/") for letter in letters], Client()
    assert [visitor.get(page).status_code for page in pages] == [200] * 6
    for page in pages[:5]:
        visitor.post(page, {"answer": "yes"})
    assert [visitor.post(page, {"answer": "no"}).status_code for page in pages[:2]] == [410, 410]
    assert list(UseCount.objects.values_list("answer", "people")) == [("yes", 5)]
    answered = AuditEvent.objects.filter(verb="meetings.answer_use").values_list("actor_id", "object_id")
    assert set(answered) == {(None, row.pk)}
    result = f"/en/desk/meetings/{row.pk}/training/"
    assert "Yes, I use it in my work" not in text_of(client_for(cast["facilitator"]).get(result))
    clock.move_to(datetime(2026, 9, 10, 10, tzinfo=ZoneInfo("Europe/Paris")))
    assert (work(), UseQuestion.objects.count(), visitor.get(pages[5]).status_code) == ([], 0, 410)
    desk = client_for(cast["facilitator"])
    assert re.search(r"Yes, I use it in my work\s*5", text_of(desk.get(result)))
    UseCount.objects.update(people=4)
    assert "fewer than 5" in text_of(desk.get(result))


# In public.


def coming(title, **told):
    facts = {"kind": "training", "number": None, "day": date(2026, 6, 1), "title": Translated({"en": title})}
    return meeting(**facts | {"state": "planned"} | told)


def test_the_calendar_shows_what_comes_with_filters_and_as_a_file(clock, cast):
    online = coming("Asylum law", mode="online", languages=["fr"], state="open")
    coming("First aid", mode="in_person", languages=["el"], at="vaucluse")
    coming("Called off", state="cancelled")
    held(title=Translated({"en": "Long ago"}))
    coming("A roundtable", kind="roundtable", number=46)
    actions.describe_training(by=SYSTEM, meeting=online, seen=0, theme=theme(), level="first")
    titles = ("Asylum law", "First aid", "Called off", "Long ago", "A roundtable")

    def found(query=""):
        shown = text_of(Client().get(f"/en/trainings/{query}"))
        return [title for title in titles if title in shown]

    assert found() == ["Asylum law", "First aid"]
    by_filter = {
        f"?theme={theme().code}": ["Asylum law"], "?language=el": ["First aid"], "?region=vaucluse": ["First aid"],
        "?online=yes": ["Asylum law"], "?open=yes": ["Asylum law"], "?past=yes": ["Long ago"],
        "?language=el&open=yes": [],
    }  # fmt: skip
    assert {query: found(query) for query in by_filter} == by_filter
    events = Calendar.from_ical(Client().get("/en/trainings/calendar.ics").content).walk("VEVENT")
    names = sorted(title for title in titles for event in events if title in str(event["SUMMARY"]))
    assert names == ["Asylum law", "Called off", "First aid", "Long ago"]


def test_materials_stand_on_the_public_page_of_the_training(clock, cast, desk):
    row = held()
    chosen = resources_near(row)[0]
    told = {"seen": "0", "theme": str(theme().pk), "level": "deep", "materials": [str(chosen.pk)]}
    answer = desk.post(f"/en/desk/meetings/{row.pk}/training/", told)
    assert (answer.status_code, row.training.level) == (302, "deep")
    page = f"/en/meetings/{row.pk}/"
    assert chosen.title.best("en").text in text_of(Client().get(page))
    desk.post(f"/en/desk/meetings/{row.pk}/training/", told | {"seen": str(row.training.version), "materials": []})
    assert chosen.title.best("en").text not in text_of(Client().get(page))
