"""What a region has: noted at the desk, offered by anybody, listed, changed and taken back by link."""

import re

import pytest
from django.core import mail
from django.urls import reverse
from django.utils.translation import override

from tests.factories import SEATS, fill, region, table, text_of
from welcommune.accounts.forms import opened_mark
from welcommune.core.ids import new_id
from welcommune.core.outbox import drain
from welcommune.core.personal import Person, holdings
from welcommune.mapping.models import Asset, AssetOffer

pytestmark = pytest.mark.usefixtures("network", "scope")
LIST, PUBLIC = "mapping:assets", "mapping:region_assets"
MAIL = "samira@example.org"


def at(name: str) -> str:
    return reverse(name, args=[SEATS])


def offer(client, **typed):
    told = {"kind": "vehicle", "name": "A car on Fridays", "person": "Samira", "email": MAIL, "agreed": "on"}
    return fill(client, at("mapping:asset_offer"), **told | {"opened": opened_mark(ago=60)} | typed)


def rows(client) -> list[list[str]]:
    return [[row[0], row[4]] for row in table(client.get(at(LIST)), "What the region has")]


def link() -> str:
    drain()
    [sent] = mail.outbox
    assert sent.to == [MAIL]
    return re.search(r"https?://[^/]+(/\S+)", sent.body).group(1)


def test_what_the_desk_notes_is_public_when_it_says_so(cast, client_for):
    desk = client_for(cast["facilitator"])
    told = {"kind": "premises", "name": "Parish hall", "owner_name": "Parish", "town": "", "quantity": "40"}
    told |= {"languages": ["ar"], "available": "on Tuesdays"}
    assert fill(desk, at("mapping:asset_new"), **told).status_code == 302
    shown = text_of(client_for(None).get(at(PUBLIC)))
    for words in ("Premises", "Parish hall", "how many: 40", "Parish", "Arabic", "on Tuesdays"):
        assert words in shown
    row = Asset.objects.get()
    sent = {"is_public": []}
    assert fill(desk, reverse("mapping:asset_edit", args=[row.pk]), **sent).status_code == 302
    assert "Parish hall" not in text_of(client_for(None).get(at(PUBLIC)))


def test_an_offer_waits_until_it_is_listed_and_its_address_is_never_public(cast, client_for):
    desk, visitor = client_for(cast["facilitator"]), client_for(None)
    assert offer(visitor).status_code == 302
    assert rows(desk) == [["A car on Fridays", "offered"]]
    assert "A car" not in text_of(visitor.get(at(PUBLIC)))
    row = Asset.objects.get()
    desk.post(reverse("mapping:asset_move", args=[row.pk]), {"state": "listed"})
    shown = text_of(visitor.get(at(PUBLIC)))
    assert "A car on Fridays" in shown
    assert "Offered by a person" in shown
    assert [words for words in ("Samira", MAIL) if words in shown] == []


def test_without_a_yes_nothing_is_kept(client_for):
    assert offer(client_for(None), agreed=[]).status_code == 200
    assert list(Asset.objects.all()) == []


def test_by_the_link_it_is_changed_looked_at_again_and_taken_back(cast, client_for):
    desk, visitor = client_for(cast["facilitator"]), client_for(None)
    with override("en"):
        offer(visitor)
    page, row = link(), Asset.objects.get()
    desk.post(reverse("mapping:asset_move", args=[row.pk]), {"state": "listed"})
    assert fill(visitor, page, name="A car on Mondays").status_code == 302
    assert rows(desk) == [["A car on Mondays", "offered"]]
    assert "A car" not in text_of(visitor.get(at(PUBLIC)))
    assert visitor.post(page, {"withdraw": "yes"}).status_code == 200
    assert (list(Asset.objects.all()), list(AssetOffer.objects.all())) == ([], [])
    assert visitor.get(page).status_code == 410


def test_what_is_refused_keeps_no_name_and_comes_back_with_an_organisation_only(cast, client_for):
    desk = client_for(cast["facilitator"])
    offer(client_for(None))
    row = Asset.objects.get()
    move = reverse("mapping:asset_move", args=[row.pk])
    desk.post(move, {"state": "ended"})
    assert list(AssetOffer.objects.all()) == []
    assert "Nobody stands for this any more" in text_of(desk.post(move, {"state": "listed"}, follow=True))
    assert rows(desk) == [["A car on Fridays", "ended"]]


def test_too_many_offers_from_one_place_are_refused(client_for):
    client = client_for(None)
    answers = [offer(client, id=str(new_id()), email=f"n{n}@example.org").status_code for n in range(25)]
    assert answers == [302] * Asset.objects.count() + [200] * (25 - Asset.objects.count())
    assert answers[-1] == 200


def test_what_is_held_is_told_and_erased(client_for):
    offer(client_for(None))
    person = Person(new_id(), MAIL)
    [held] = [holding for holding in holdings() if holding.room == "mapping"]
    [told] = held.collect(person)["assets_offered"]
    assert (told["asset__region__slug"], told["name"]) == (region().slug, "Samira")
    held.erase(person)
    assert list(Asset.objects.all()) == []
