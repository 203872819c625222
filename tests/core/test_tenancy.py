"""Whose data: outside a declared scope the managers of region-scoped records raise, inside they filter."""

import pytest
from django.apps import apps

from tests.everything import one_of_each
from tests.factories import OTHER, SEATS, meeting, region
from welcommune.core.tenancy import RegionScoped, ScopeMissing, current_scope, every_region, only_regions
from welcommune.meetings.models import Meeting

SCOPED = [model for model in apps.get_models() if issubclass(model, RegionScoped)]


def test_the_records_of_regions_are_known():
    assert sorted(model.__name__ for model in SCOPED) == [
        "Action", "ActionAsk", "ActionProposal", "Article", "Asset", "Charter", "Commitment", "Contact",
        "Factfile", "FundingLine", "Gap", "HelpOffer", "Import", "Insight", "Invitation", "Meeting",
        "Membership", "PilotAction", "Remembered", "Resource", "Signal", "Statement", "Strategy",
        "TrainingLink", "TrainingNeed", "TrainingOffer", "WorkingGroup",
    ]  # fmt: skip


@pytest.mark.parametrize("model", SCOPED, ids=lambda model: model.__name__)
def test_outside_a_scope_the_manager_raises(db, model):
    for ask in (model.objects.all, model.objects.first, model.objects.count):
        with pytest.raises(ScopeMissing):
            ask()


@pytest.mark.parametrize("model", SCOPED, ids=lambda model: model.__name__)
def test_inside_a_scope_of_one_region_only_its_rows_and_those_of_the_network_are_there(network, model):
    here = region()
    expected = {row.pk for row in model.plain.all() if row.region_id in {here.pk, None}}
    with only_regions(frozenset({here.pk}), "test"):
        found = set(model.objects.values_list("pk", flat=True))
    if model is Meeting:
        expected |= set(Meeting.plain.filter(regions=here).values_list("pk", flat=True))
    assert found == expected


def test_the_scope_of_every_region_hides_nothing(network):
    with every_region("test"):
        one_of_each()
        known = {model.__name__: (model.objects.count(), model.plain.count()) for model in SCOPED}
    assert {name: counts for name, counts in known.items() if not counts[0] == counts[1] > 0} == {}


def test_a_meeting_is_in_the_scope_of_every_region_that_takes_part(network):
    with every_region("test"):
        shared = meeting(OTHER)
        shared.regions.add(region(SEATS))
    for slug, seen in ((SEATS, True), (OTHER, True), ("teruel", False)):
        with only_regions(frozenset({region(slug).pk}), "test"):
            assert Meeting.objects.filter(pk=shared.pk).exists() is seen


def test_the_scope_before_holds_again_after_an_inner_one(db):
    with only_regions(frozenset(), "outer"):
        with every_region("inner"):
            assert current_scope().reason == "inner"
        assert current_scope().reason == "outer"
    with pytest.raises(ScopeMissing):
        current_scope()


def test_a_scope_ends_with_an_error_inside_it(db):
    with pytest.raises(ZeroDivisionError), every_region("test"):
        raise ZeroDivisionError
    with pytest.raises(ScopeMissing):
        current_scope()
