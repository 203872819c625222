"""Two entries that are one: everything is hung over, nothing is lost, and all of it can be taken back."""

from datetime import date
from typing import Any

import pytest
from django.apps import apps

from tests.factories import DAY, OTHER, SEATS, actor, insight, meeting, region, term
from welcommune.core.errors import Refused
from welcommune.core.ids import new_id
from welcommune.core.models import ExternalId, Source
from welcommune.core.saving import insert
from welcommune.library.models import Resource
from welcommune.meetings.models import Organiser, Participant
from welcommune.network.models import Network
from welcommune.pilots.models import PilotAction
from welcommune.stakeholders.actions import change_organisation, give_seat, merge_organisations, undo_merge
from welcommune.stakeholders.models import (
    Affiliation,
    Beside,
    Contact,
    HelpOffer,
    Identifier,
    Membership,
    Merge,
    NetworkPartner,
    Organisation,
    OrganisationFacts,
)
from welcommune.stakeholders.queries import Lookalikes, organisations_near, partners_of, table_of

pytestmark = pytest.mark.usefixtures("scope")

# The index of the search numbers its entries anew; that it tells the same is tested with the search.
NOT_COMPARED = {
    "core.AuditEvent", "core.Stamp", "search.Entry", "search.Word", "sessions.Session", "stakeholders.Merge",
}  # fmt: skip
COUNTED = {"version", "changed_at"}


def everything() -> dict[str, list[dict[str, Any]]]:
    """Every row of every table, join tables too, without the counters of saves."""
    tables = (model for model in apps.get_models(include_auto_created=True) if model._meta.label not in NOT_COMPARED)
    return {
        model._meta.label: [
            {name: value for name, value in row.items() if name not in COUNTED}
            for row in model._base_manager.order_by("pk").values()
        ]
        for model in tables
    }


@pytest.fixture
def by(cast):
    return actor(cast["facilitator"])


@pytest.fixture
def two(network):
    """One organisation recorded twice, each entry with something of every kind behind it."""
    home = region()
    kept = insert(
        Organisation(slug="pont", name="Le Pont", language="fr", steward=home, languages=["fr"], town="Mâcon")
    )
    absorbed = insert(
        Organisation(
            slug="pont-2", name="Association Le Pont", language="fr", steward=home, languages=["ar", "fr"],
            website="https://lepont.example", confirmed_on=date(2022, 1, 1), names={"en": "The Bridge"},
        )
    )  # fmt: skip
    kept.themes.add(term("housing", "theme"))
    absorbed.themes.add(term("health", "theme"), term("housing", "theme"))
    for row in (kept, absorbed):
        _hang_on(row, home, network)
    insert(Identifier(organisation=absorbed, scheme="siren", value="404833048"))
    insert(Membership(region=region(OTHER), organisation=absorbed))
    insert(Organisation(slug="branch", name="Branch", language="fr", parent=absorbed))
    ExternalId.objects.create(object_id=absorbed.pk, source="list", value="12")
    return kept, absorbed


def _hang_on(row: Organisation, home: Any, network: Network) -> None:
    table = meeting(number=60 + Organisation.objects.count() + len(row.slug))
    Organiser.objects.create(meeting=table, organisation=row)
    Participant.objects.create(meeting=table, organisation=row)
    insight(table, organisation=row, attribution="organisation")
    insert(Membership(region=home, organisation=row))
    NetworkPartner.objects.create(network=network, organisation=row, part="partner")
    pilot = PilotAction.plain.create(slug=f"p-{row.slug}", network=network, region=home, lead=row)
    PilotAction.plain.order_by("pk")[0].partners.add(row)
    pilot.partners.add(row)
    Resource.plain.create(slug=f"r-{row.slug}", kind="journal", region=home, publisher=row, title={"fr": "À lire"})
    HelpOffer.plain.create(region=home, organisation=row, kind="room", text={"fr": "Une salle"})
    contact = Contact.plain.filter(name="A").first() or Contact.plain.create(
        region=home, name="A", source="x", purpose="x"
    )
    Affiliation.objects.create(contact=contact, organisation=row)
    Source.objects.create(object_id=row.pk, text="Said by both")
    Source.objects.create(object_id=row.pk, text=f"Said of {row.slug}")


def merge(by, two, **choices) -> Merge:
    kept, absorbed = (Organisation.objects.get(pk=row.pk) for row in two)
    return merge_organisations(by=by, kept=kept, absorbed=absorbed, seen=(kept.version, absorbed.version), **choices)


ALL = {"taken": ["name", "website", "confirmed_on", "town"], "together": ["names", "themes", "languages", "places"]}


def test_merged_and_taken_apart_all_is_as_it_was(two, by):
    before = everything()
    done = merge(by, two, **ALL)
    assert everything() != before
    undo_merge(by=by, merge=Merge.objects.get(pk=done.pk))
    after = everything()
    assert {table for table in before if before[table] != after[table]} == set()


def test_all_that_can_points_at_the_entry_that_stays(two, by):
    kept, absorbed = two
    done = merge(by, two)
    left = {
        (label, field): count
        for label, field in {(label, field) for label, field, _row in done.moved}
        if (count := apps.get_model(label)._base_manager.filter(**{field: absorbed.pk}).count())
    }
    # Both had a seat here, a part in the network, and the same person, source and pilot action.
    assert left == {
        ("stakeholders.Membership", "organisation"): 1,
        ("pilots.PilotAction_partners", "organisation"): 1,
        ("core.Source", "object_id"): 1,
    }
    assert NetworkPartner.objects.get(organisation=absorbed) and Affiliation.objects.get(organisation=absorbed)
    assert Organiser.objects.filter(organisation=kept).count() == 2
    assert kept.identifiers.get().value == "404833048"
    assert ExternalId.objects.get(value="12").object_id == kept.pk
    assert Organisation.objects.get(slug="branch").parent == kept
    assert set(Membership.objects.filter(organisation=kept).values_list("region__slug", flat=True)) == {SEATS, OTHER}


def test_chosen_values_are_taken_and_lists_united(two, by):
    kept, absorbed = two
    merge(by, two, **ALL)
    kept.refresh_from_db()
    absorbed.refresh_from_db()
    assert (kept.name, kept.website, kept.town) == ("Association Le Pont", "https://lepont.example", "")
    assert (absorbed.name, absorbed.town, absorbed.merged_into) == ("Le Pont", "Mâcon", kept)
    assert (kept.languages, kept.names) == (["fr", "ar"], {"en": "The Bridge"})
    assert {theme.code for theme in kept.themes.all()} == {"housing", "health"}


def test_without_a_choice_the_entry_that_stays_keeps_its_values(two, by):
    kept, _absorbed = two
    merge(by, two)
    kept.refresh_from_db()
    assert (kept.name, kept.website, kept.languages) == ("Le Pont", "", ["fr"])


def test_a_merged_entry_is_in_no_list_and_no_choice(two, by, network):
    _kept, absorbed = two
    merge(by, two)
    assert absorbed.pk not in {seat.organisation_id for seat in table_of(region())}
    assert absorbed.pk not in {partner.organisation_id for partner in partners_of(network)}
    assert absorbed not in organisations_near(region(), network)
    assert absorbed.pk not in {likely.organisation_id for likely in Lookalikes().find(name="Association Le Pont")}


def test_what_was_changed_since_stays_when_merged_entries_are_taken_apart(two, by):
    kept, absorbed = two
    done = merge(by, two, together=["languages"])
    kept.refresh_from_db()
    facts = OrganisationFacts(name="Le Pont", language="fr", languages=["pl"], town="Digoin")
    change_organisation(
        by=by, organisation=kept, seen=kept.version, facts=facts, steward=kept.steward,
        beside=Beside(themes=list(kept.themes.all()), numbers=[("siren", "404833048")]),
    )  # fmt: skip
    seat = give_seat(by=by, id=new_id(), organisation=kept, region=region(), role="expert")
    undo_merge(by=by, merge=Merge.objects.get(pk=done.pk))
    kept.refresh_from_db()
    assert (kept.languages, kept.town) == (["pl"], "Digoin")
    assert Membership.objects.get(pk=seat.pk).organisation == kept
    assert absorbed.identifiers.get().value == "404833048"


def test_only_who_keeps_both_may_merge_and_undo(two, by, cast):
    stranger, coordinator = actor(cast["stranger"]), actor(cast["coordinator"])
    with pytest.raises(Refused):
        merge(stranger, two)
    Organisation.objects.filter(pk=two[1].pk).update(steward=region(OTHER))
    with pytest.raises(Refused):
        merge(by, two)
    done = merge(coordinator, two)
    for other in (by, stranger):
        with pytest.raises(Refused):
            undo_merge(by=other, merge=Merge.objects.get(pk=done.pk))
    undo_merge(by=coordinator, merge=Merge.objects.get(pk=done.pk))


def test_what_was_compared_must_still_be_so(two, by):
    kept, absorbed = two
    with pytest.raises(Refused, match="Somebody changed one of the two"):
        merge_organisations(by=by, kept=kept, absorbed=absorbed, seen=(kept.version, absorbed.version + 1))
    with pytest.raises(Refused, match="Choose two different entries"):
        merge_organisations(by=by, kept=kept, absorbed=kept, seen=(1, 1))


def test_chains_are_taken_apart_from_the_end(two, by):
    kept, _absorbed = two
    third = insert(Organisation(slug="third", name="Pont", language="fr", steward=region()))
    before = everything()
    first = merge(by, two, **ALL)
    second = merge(by, (third, kept), taken=["name"])
    with pytest.raises(Refused, match="Undo the later merge first"):
        undo_merge(by=by, merge=Merge.objects.get(pk=first.pk))
    for done in (second, first):
        undo_merge(by=by, merge=Merge.objects.get(pk=done.pk))
    assert everything() == before
    with pytest.raises(Refused, match="undone already"):
        undo_merge(by=by, merge=Merge.objects.get(pk=first.pk))


def test_two_entries_of_which_one_is_part_of_the_other(two, by):
    kept, absorbed = two
    Organisation.objects.filter(pk=kept.pk).update(parent=absorbed)
    before = everything()
    done = merge(by, two, taken=["parent", "website"])
    undo_merge(by=by, merge=Merge.objects.get(pk=done.pk))
    assert everything() == before


def test_the_record_of_a_merge_holds_no_value_of_a_field(two, by):
    done = merge(by, two, **ALL)
    assert done.filled == ["name", "town", "website", "confirmed_on"]
    assert "lepont" not in str([done.moved, done.filled, done.united])
    assert DAY.isoformat() not in str(done.moved)
