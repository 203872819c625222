"""Contacts are found at the desk by those who keep them, and by nobody else; what is erased is found no more."""

import pytest
from django.test import Client

from tests.factories import text_of
from tests.stakeholders.test_contacts import EMAIL, KEEPERS, NAME, OTHERS, contact, organisation, works
from welcommune.core.access import SYSTEM
from welcommune.meetings.actions import erase_contact
from welcommune.search.models import Word
from welcommune.stakeholders.actions import change_contact
from welcommune.stakeholders.models import ContactFacts

pytestmark = pytest.mark.usefixtures("network", "scope")


def finds(browser: Client, typed: str, *, at: str = "/en/desk/search/") -> bool:
    """Whether the name stands on the page of results."""
    answer = browser.get(at, {"q": typed})
    assert answer.status_code == 200
    return NAME in text_of(answer)


def test_those_who_keep_contacts_find_them_by_name_work_address_and_with_a_letter_wrong(cast, client_for):
    person = contact()
    works(person, organisation(), function="Conseillère à la maraude")
    for role in KEEPERS:
        browser = client_for(cast[role])
        for typed in ("samira", "belkasem", "belk", "maraude", EMAIL, organisation().name):
            assert finds(browser, typed), (role, typed)
    page = client_for(cast["facilitator"]).get("/en/desk/search/?q=samira").content.decode()
    assert f"/en/desk/contacts/{person.pk}/" in page


def test_nobody_else_finds_them_not_even_as_a_better_word_to_look_for(cast, client_for):
    contact()
    for role in OTHERS:
        assert not finds(client_for(cast[role]), "samira"), role
        assert "amira" not in text_of(client_for(cast[role]).get("/en/desk/search/?q=samyra")).replace("samyra", "")
    for typed in ("samira", EMAIL):
        assert not finds(client_for(None), typed, at="/en/search/")
        assert not finds(client_for(cast["facilitator"]), typed, at="/en/search/")


def test_a_new_name_is_found_at_once_and_an_erased_person_no_more(cast, client_for):
    person, browser = contact(name="Samia Fictive"), client_for(cast["facilitator"])
    assert not finds(browser, "samira")
    facts = ContactFacts(name=NAME, source="card", purpose="invitations", email=EMAIL)
    change_contact(by=SYSTEM, contact=person, seen=person.version, facts=facts)
    assert finds(browser, "samira")
    assert not Word.objects.filter(key=b"fictive").exists()
    erase_contact(by=SYSTEM, contact=person)
    assert not finds(browser, "samira")
    assert not Word.objects.filter(key__in=[b"samira", b"belkacem"]).exists()
