"""One definition of a rule answers both "may I" and "which ones"; what is hidden looks like what is not there."""

import pytest
from django.http import Http404

from tests.everything import one_of_each
from tests.factories import (
    OTHER,
    SEATS,
    actor,
    news,
    region,
)
from welcommune.config import urls
from welcommune.core.access import ANONYMOUS, SYSTEM, allowed, fetch, known_rules, require, visible
from welcommune.core.errors import Refused
from welcommune.core.ids import new_id
from welcommune.library.models import Article
from welcommune.library.rules import edit_article, read_article, see_article
from welcommune.meetings.models import Insight, Meeting
from welcommune.meetings.rules import edit_insight, edit_meeting, read_meeting, see_meeting
from welcommune.network.models import Network
from welcommune.network.rules import coordinate, enter_region, manage_people, record_in_region, write_in_region

ROLES = ["coordinator", "facilitator", "stranger", "editor", "member", "assessor", "auditor", "operator"]
WRITERS = {"coordinator", "facilitator"}
EDITORS = WRITERS | {"editor"}
EVERY_ROLE = set(ROLES) - {"stranger", "operator"}
HERE = {
    enter_region: EVERY_ROLE,
    record_in_region: WRITERS,
    write_in_region: EDITORS,
    manage_people: WRITERS,
    see_meeting: EVERY_ROLE,
    edit_meeting: WRITERS,
    edit_insight: WRITERS,
    see_article: EVERY_ROLE,
    edit_article: EDITORS,
}

RULES = [
    "accounts.operate",
    "evidence.freeze_factfile", "evidence.read_factfile", "exchange.run_import", "library.edit_article",
    "library.edit_resource", "library.read_article", "library.read_resource", "library.see_article",
    "library.take_file", "mapping.answer_ask", "mapping.assess_in_region", "mapping.assess_strategy",
    "mapping.change_assessment", "mapping.decide_proposal", "mapping.edit_action", "mapping.hold_asset",
    "mapping.keep_asset", "mapping.keep_funding", "mapping.keep_gap", "mapping.keep_statement",
    "mapping.keep_strategy", "mapping.read_action", "mapping.read_asset", "mapping.read_strategy",
    "mapping.see_funding", "mapping.see_gap", "mapping.undo_merge_of_action", "meetings.answer_commitment",
    "meetings.answer_dates", "meetings.answer_invitation", "meetings.answer_shared_dates",
    "meetings.answer_use_question", "meetings.ask_place", "meetings.correct_minutes",
    "meetings.edit_decision", "meetings.edit_insight", "meetings.edit_meeting", "meetings.hold_certificate",
    "meetings.hold_training_link", "meetings.keep_certificate", "meetings.keep_commitment",
    "meetings.keep_date_poll", "meetings.keep_feedback", "meetings.keep_group", "meetings.keep_guest",
    "meetings.keep_minutes", "meetings.keep_place_request", "meetings.keep_poll", "meetings.keep_sheet",
    "meetings.keep_training_link", "meetings.keep_training_need", "meetings.keep_training_offer",
    "meetings.meet_training_need", "meetings.note_again", "meetings.note_in_group",
    "meetings.own_place_request", "meetings.read_evidence", "meetings.read_meeting",
    "meetings.read_minutes", "meetings.read_sheet", "meetings.see_meeting", "meetings.use_training_offer",
    "network.audit_region", "network.coordinate", "network.enter_region", "network.manage_people",
    "network.record_in_region", "network.withdraw_invitation", "network.withdraw_role",
    "network.write_in_region", "portal.follow_organisation", "portal.keep_outbox",
    "portal.list_organisation", "portal.mend_outbox", "portal.own_subscription", "stakeholders.edit_organisation",
    "stakeholders.edit_seat", "stakeholders.keep_charter", "stakeholders.keep_contact",
    "stakeholders.keep_group", "stakeholders.keep_offer", "stakeholders.seat_organisation",
    "stakeholders.see_organisation", "stakeholders.undo_merge_of",
]  # fmt: skip

pytestmark = pytest.mark.usefixtures("scope")


def test_the_table_of_permissions_names_every_rule():
    assert urls.urlpatterns
    assert [rule.name for rule in known_rules()] == RULES


@pytest.mark.parametrize("role", [*ROLES, "visitor", "system"])
def test_the_yes_or_no_about_each_row_is_the_filter_of_the_list(cast, role):
    who = SYSTEM if role == "system" else actor(cast.get(role))
    one_of_each()
    for rule in known_rules():
        rows = list(rule.model._base_manager.all())
        assert rows, rule.name
        one_by_one = {row.pk for row in rows if allowed(who, rule, row)}
        assert one_by_one == set(visible(who, rule).values_list("pk", flat=True)), rule.name


def _row(rule):
    rows = rule.model._base_manager.order_by("pk")
    here = region()
    return rows.get(pk=here.pk) if rule.model is type(here) else rows.filter(region=here)[0]


@pytest.mark.parametrize("rule", HERE, ids=lambda rule: rule.name)
def test_who_may_do_what_in_a_region(cast, rule):
    may = {role for role in ROLES if allowed(actor(cast[role]), rule, _row(rule))}
    assert may == HERE[rule]
    assert not allowed(ANONYMOUS, rule, _row(rule))


def test_rights_in_a_network_reach_every_region_of_it(cast):
    assert visible(actor(cast["coordinator"]), record_in_region).count() == 10
    assert [row.slug for row in visible(actor(cast["facilitator"]), record_in_region)] == [SEATS]
    assert [row.slug for row in visible(actor(cast["stranger"]), record_in_region)] == [OTHER]


def test_only_coordinators_coordinate(cast):
    network = Network.objects.get()
    assert [role for role in ROLES if allowed(actor(cast[role]), coordinate, network)] == ["coordinator"]


def test_everybody_reads_what_is_published_and_nothing_else(cast):
    draft = news()
    for who in (ANONYMOUS, *(actor(cast[role]) for role in ROLES)):
        assert not allowed(who, read_article, draft)
        assert set(visible(who, read_article)) == set(Article.plain.filter(state="published"))


def test_everybody_reads_a_numbered_meeting_on_record(network):
    assert set(visible(ANONYMOUS, read_meeting)) == set(Meeting.plain.all())


def test_fetch_answers_not_found_for_what_is_hidden_and_for_what_does_not_exist_alike(cast):
    draft = news()
    answers = []
    for pk in (draft.pk, new_id()):
        with pytest.raises(Http404) as refused:
            fetch(actor(cast["stranger"]), edit_article, pk=pk)
        answers.append((type(refused.value), refused.value.args))
    assert answers[0] == answers[1]
    assert fetch(actor(cast["editor"]), edit_article, pk=draft.pk) == draft


def test_the_page_of_a_hidden_record_is_that_of_a_missing_one(cast, client_for):
    client, draft = client_for(cast["stranger"]), news()
    hidden = client.get(f"/en/desk/articles/{draft.pk}/en/")
    missing = client.get(f"/en/desk/articles/{new_id()}/en/")
    assert (hidden.status_code, missing.status_code) == (404, 404)
    assert hidden.content == missing.content


def test_require_refuses_with_a_sentence(cast):
    said = Insight.plain.filter(region=region())[0]
    require(actor(cast["facilitator"]), edit_insight, said)
    with pytest.raises(Refused, match="Your role here does not allow this"):
        require(actor(cast["member"]), edit_insight, said)
