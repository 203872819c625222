"""Rows are checked with their own sentences, and nobody saves over what somebody else saved."""

import pytest
from django import forms as django_forms

from tests.factories import DAY, meeting, region
from welcommune.core.errors import Overtaken, Refused
from welcommune.core.forms import HouseForm
from welcommune.core.ids import new_id
from welcommune.core.saving import bump, change, insert
from welcommune.meetings.models import Meeting, QuoteConsent, ReportedCount

pytestmark = pytest.mark.usefixtures("network", "scope")


def fresh(row):
    return Meeting.objects.get(pk=row.pk)


def test_a_row_that_may_not_look_so_is_refused_with_the_sentence_of_its_field():
    with pytest.raises(Refused) as refused:
        change(meeting(), seen=1, place="Clu\u202eny")
    assert refused.value.field == "place"
    assert (
        str(refused.value) == "This text holds invisible control characters. Type it again, or paste it as plain text."
    )


def test_a_rule_over_several_fields_is_refused_for_the_whole_form():
    with pytest.raises(Refused) as refused:
        insert(ReportedCount(meeting=meeting(), low=9, high=5, unit="people"))
    assert (refused.value.field, str(refused.value)) == ("", "The second number is smaller than the first.")


def test_a_refusal_is_shown_beside_its_field():
    class Form(HouseForm):
        place = django_forms.CharField()

    def refuse():
        raise Refused("There is no such place.", field="place")

    form = Form({"place": "Atlantis"})
    assert form.is_valid()
    assert form.attempt(refuse) is None
    assert form.errors == {"place": ["There is no such place."]}


@pytest.mark.parametrize("field", ["", "another_form_s_field"])
def test_a_refusal_without_a_field_here_is_shown_above_the_form(field):
    class Form(HouseForm):
        place = django_forms.CharField()

    def refuse():
        raise Refused("Not today.", field=field)

    form = Form({"place": "Cluny"})
    assert form.is_valid()
    form.attempt(refuse)
    assert form.errors == {"__all__": ["Not today."]}


def test_only_what_differs_is_saved_and_the_version_counts_up():
    row = meeting(place="Cluny")
    assert change(row, seen=1, place="Cluny", mode="online") == ["mode"]
    assert (row.version, fresh(row).version, fresh(row).mode) == (2, 2, "online")
    assert change(row, seen=2, mode="online") == []
    assert fresh(row).version == 2


def test_who_comes_second_is_told_what_stands_there_now():
    row = meeting(place="Cluny")
    mine = fresh(row)
    change(row, seen=1, place="Mâcon")
    with pytest.raises(Overtaken) as overtaken:
        change(mine, seen=1, place="Tournus", mode="online")
    assert (overtaken.value.theirs, overtaken.value.version) == ({"place": "Mâcon", "mode": ""}, 2)
    assert (fresh(row).place, fresh(row).mode) == ("Mâcon", "")


def test_the_same_change_twice_is_no_conflict():
    row = meeting()
    change(row, seen=1, place="Mâcon")
    assert change(fresh(row), seen=1, place="Mâcon") == []


def test_the_version_counts_up_where_only_rows_beside_it_changed():
    row = meeting()
    bump(row, seen=1)
    assert (row.version, fresh(row).version) == (2, 2)
    with pytest.raises(Overtaken) as overtaken:
        bump(row, seen=1)
    assert overtaken.value.version == 2


def test_a_clash_in_the_database_is_a_sentence_too():
    row = meeting()
    with pytest.raises(Refused, match="A meeting of this kind with this number is already on record"):
        insert(Meeting(id=new_id(), network=row.network, region=region(), kind="roundtable", number=44, day=DAY))


def test_consent_cannot_end_before_it_began():
    with pytest.raises(Refused) as refused:
        insert(
            QuoteConsent(insight=region().insights.all()[0], given_on=DAY, given_how="form", withdrawn_on="2021-01-01")
        )
    assert str(refused.value) == "Consent cannot be withdrawn before it was given."
