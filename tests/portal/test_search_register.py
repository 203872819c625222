"""The index follows the register: entries, seats, merges, who convened and who published."""

import pytest

from tests import factories as make
from tests.portal.test_search import found, is_as_made_anew
from welcommune.core.access import SYSTEM
from welcommune.core.ids import new_id
from welcommune.meetings.actions import change_meeting
from welcommune.stakeholders import actions as stakeholders
from welcommune.stakeholders.models import Beside, Organisation, OrganisationFacts

pytestmark = pytest.mark.usefixtures(is_as_made_anew.__name__)
NAME = "Maison Zanzibar"


def entry(name=NAME, **told):
    facts = OrganisationFacts(name=name, language="fr", **told)
    return stakeholders.record_organisation(by=SYSTEM, id=new_id(), facts=facts, steward=make.region())


def change(row, **told):
    facts = OrganisationFacts(**({"name": row.name, "language": row.language} | told))
    stakeholders.change_organisation(
        by=SYSTEM, organisation=row, seen=row.version, facts=facts, steward=row.steward, beside=Beside()
    )


def fresh(row):
    return Organisation.objects.get(pk=row.pk)


def seat(row):
    return stakeholders.give_seat(by=SYSTEM, id=new_id(), organisation=row, region=make.region())


def test_an_entry_is_found_at_the_desk_and_by_everybody_once_it_has_a_seat(cast):
    row = entry(town="Quito")
    assert (found("zanzibar"), found("zanzibar", cast["facilitator"])) == ([], [f"organisation: {NAME}"])
    # Whoever keeps another region's record must know it too, so that nobody is entered twice.
    assert found("zanzibar", cast["stranger"]) == [f"organisation: {NAME}"]
    taken = seat(row)
    assert (found("zanzibar"), found("quito")) == ([f"organisation: {NAME}"],) * 2
    stakeholders.end_seat(by=SYSTEM, seat=taken)
    assert found("zanzibar") == []


def test_acronym_town_places_and_what_it_does_are_found_and_the_street_of_nobody():
    row = entry(acronym="MZQ", town="Quito", places=["Lima"], address="12 rue Secrète", about={"en": "Sailing lessons"})
    seat(row)
    queries = ("mzq", "quito", "lima", "sailing", "secrète")
    assert [found(query) == [f"organisation: {NAME}"] for query in queries] == [True, True, True, True, False]


def test_a_new_name_is_found_and_the_old_one_no_more():
    row = entry()
    seat(row)
    change(fresh(row), name="Maison Quito")
    assert (found("zanzibar"), found("quito")) == ([], ["organisation: Maison Quito"])


def test_merged_entries_are_found_as_one_and_taken_apart_as_two():
    kept, absorbed = entry("Maison Quito"), entry()
    seat(kept), seat(absorbed)
    merge = stakeholders.merge_organisations(
        by=SYSTEM, kept=fresh(kept), absorbed=fresh(absorbed), seen=(fresh(kept).version, fresh(absorbed).version)
    )
    assert [hit for hit in found("zanzibar") if hit == f"organisation: {NAME}"] == []
    stakeholders.undo_merge(by=SYSTEM, merge=merge)
    assert (found("zanzibar"), found("quito")) == ([f"organisation: {NAME}"], ["organisation: Maison Quito"])


def test_whoever_convenes_is_found():
    row, meeting = entry(), make.meeting()
    told = {"seen": meeting.version, "facts": make.facts(), "agenda": []}
    change_meeting(by=SYSTEM, meeting=meeting, organisers=[row], **told)
    assert f"organisation: {NAME}" in found("zanzibar")
    change_meeting(by=SYSTEM, meeting=meeting, organisers=[], **(told | {"seen": meeting.version}))
    assert found("zanzibar") == []
