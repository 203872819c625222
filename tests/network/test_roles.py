"""Roles are held in one network or one region; what they reach follows."""

import pytest
from django.db import IntegrityError, transaction

from tests.factories import OTHER, SEATS, actor, region
from welcommune.accounts.models import Account
from welcommune.core.access import SYSTEM, Grant
from welcommune.core.errors import Refused
from welcommune.core.models import AuditEvent
from welcommune.core.publication import publish
from welcommune.network.actions import grant_role
from welcommune.network.models import Network, Region, RoleGrant
from welcommune.network.queries import actor_of, network_for, the_network


@pytest.fixture
def account(network):
    return Account.objects.create_user("amal@example.org", "Amal Exemple")


def test_an_account_without_a_role_reaches_nothing(account):
    who = actor_of(account)
    assert (who.kind, who.id, who.name, who.grants, who.reach) == (
        "account", account.pk, "Amal Exemple", (), frozenset(),
    )  # fmt: skip


def test_a_role_in_a_region_reaches_that_region(account):
    grant_role(by=SYSTEM, account=account, role="facilitator", region=region())
    who = actor_of(account)
    assert (who.grants, who.reach) == ((Grant("facilitator", None, region().pk),), frozenset({region().pk}))
    assert (who.regions("facilitator"), who.regions("editor"), who.networks("facilitator")) == (
        {region().pk}, set(), set(),
    )  # fmt: skip


def test_a_role_in_the_network_reaches_all_its_regions_and_no_others(account, network):
    Region.objects.create(slug="elsewhere", name={"en": "Elsewhere"}, country="fr")
    grant_role(by=SYSTEM, account=account, role="auditor", network=network)
    assert actor_of(account).reach == frozenset(Region.objects.exclude(slug="elsewhere").values_list("pk", flat=True))


def test_the_same_role_twice_is_given_once(account):
    first = grant_role(by=SYSTEM, account=account, role="editor", region=region())
    assert grant_role(by=SYSTEM, account=account, role="editor", region=region()) == first
    assert RoleGrant.objects.filter(account=account).count() == 1
    assert AuditEvent.objects.filter(object_id=first.pk).count() == 1


@pytest.mark.parametrize("place", ["nowhere", "both"])
def test_a_role_is_held_in_exactly_one_place(account, network, place):
    where = {} if place == "nowhere" else {"network": network, "region": region()}
    with pytest.raises(Refused, match="A role is held in one network or in one region"):
        grant_role(by=SYSTEM, account=account, role="editor", **where)
    with pytest.raises(IntegrityError), transaction.atomic():
        RoleGrant.objects.create(account=account, role="editor", **where)


def test_a_role_that_does_not_exist_is_refused(account):
    with pytest.raises(Refused) as refused:
        grant_role(by=SYSTEM, account=account, role="king", region=region())
    assert refused.value.field == "role"


def test_a_role_taken_away_opens_nothing_any_more(cast, client_for):
    desk = client_for(cast["facilitator"])
    path = f"/en/desk/regions/{SEATS}/"
    assert desk.get(path).status_code == 200
    RoleGrant.objects.filter(account=cast["facilitator"]).delete()
    assert desk.get(path).status_code == 404


def test_the_desk_shows_the_regions_of_the_person_only(cast, client_for):
    page = client_for(cast["stranger"]).get("/en/desk/").content.decode()
    assert [f"/en/desk/regions/{slug}/" in page for slug in (OTHER, SEATS)] == [True, False]


def test_the_site_is_that_of_the_youngest_network(network):
    assert (the_network(), network_for(region())) == (network, network)
    younger = Network.objects.create(slug="next", name="Next", starts_on="2026-01-01")
    Network.objects.create(slug="undated", name="Undated")
    publish(everywhere=True)
    assert (the_network(), network_for(region())) == (younger, network)


def test_who_coordinates(cast, network):
    assert actor(cast["coordinator"]).networks("coordinator") == {network.pk}
