"""The desk by role: the coordinator's board with its evidence, the facilitator's first days and what waits, the log."""

from datetime import date, timedelta

import html5lib
import pytest
from django.utils import timezone

from tests.factories import actor, facts, meeting, region
from tests.harness.html import words
from welcommune.core.access import SYSTEM
from welcommune.core.ids import new_id
from welcommune.core.models import AuditEvent
from welcommune.library.models import Article
from welcommune.mapping.models import Action, ActionProposal, Asset, FundingLine
from welcommune.meetings.actions import draft_report, record_meeting
from welcommune.meetings.models import Meeting, MeetingState, Participant, Unit
from welcommune.meetings.models import ReportedCount as Count
from welcommune.network.models import Network, Participation, RoleGrant
from welcommune.network.queries import network_for
from welcommune.portal.queries.board import board
from welcommune.portal.queries.board_row import BoardRow
from welcommune.portal.queries.spark import Point, spark
from welcommune.portal.queries.todo import first_days, todos
from welcommune.stakeholders.models import Membership, Organisation

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("network", "scope")]
DESK = "/en/desk/"
TODAY = date(2022, 6, 1)


def row(slug: str = "saone-et-loire") -> BoardRow:
    """One region of the board."""
    return next(found for found in board(Network.objects.get(slug="share-sira"), {}).page if found.slug == slug)


def page(client, path: str = DESK) -> str:
    """What one reads at an address."""
    answer = client.get(path)
    assert answer.status_code == 200
    return words(html5lib.parse(answer.content, namespaceHTMLElements=False))


def texts(region_slug: str = "saone-et-loire") -> list[tuple[str, str]]:
    """What waits in a region: word and sentence."""
    return [(todo.word, todo.text) for todo in todos([region(region_slug)])]


# The board.


def test_roundtables_held_of_those_promised_with_a_mark_for_each():
    found = row("vaucluse")
    assert (found.progress, found.stones) == ("4 of 4", ["held"] * 4)
    found = row()
    assert (found.progress, found.stones) == ("1 of 4", ["held", "late", "late", "late"])
    found = row("guadalajara")
    assert (found.progress, found.stones) == ("0 of 4", ["norecord"] * 4)


def test_a_planned_roundtable_is_a_ring_and_nobody_is_late():
    day = timezone.localdate() + timedelta(days=9)
    where = {"network": network_for(region()), "region": region(), "id": new_id()}
    record_meeting(by=SYSTEM, facts=facts(number=2, day=day), state=MeetingState.PLANNED, **where)
    assert row().stones == ["held", "planned", "norecord", "norecord"]
    assert not row().is_late


def test_after_the_end_of_the_network_lateness_is_measured_by_its_last_day():
    assert row("mazovia").is_late is False  # It met in November 2022; the network ended in December.
    Network.objects.update(ends_on=None)
    assert row("mazovia").is_late is True


def test_a_region_that_loses_people_is_named_with_both_numbers():
    needs = board(Network.objects.get(slug="share-sira"), {}).needs
    assert "Vaucluse: 24 came first, 8 last time." in [need.text for need in needs]


def test_people_and_organisations_have_lines_of_their_own():
    found = row("karditsa")
    assert [point.value for point in found.people] == [30, 20]
    assert [point.value for point in found.organisations] == [21, None]


def test_numbers_whose_unit_nobody_stated_are_said_to_be_so():
    assert row().people_spark.note == "unit not stated"
    held = Meeting.objects.get(region=region(), number=1, kind="roundtable")
    Count.objects.create(meeting=held, low=20, high=20, unit=Unit.PEOPLE)
    assert (row().people_spark.note, row().people_spark.last) == ("", 20)


def test_kinds_missing_are_those_of_the_page_of_the_table(cast, client_for):
    client = client_for(cast["coordinator"])
    assert f"{row().missing} kinds are missing." in page(client, "/en/desk/regions/saone-et-loire/table/")


def test_a_table_that_nobody_described_has_no_number_of_missing_kinds():
    Membership.objects.filter(region=region("guadalajara")).delete()
    assert row("guadalajara").is_told is False


def test_entries_that_nobody_confirmed_and_drafts_are_counted():
    before = row()
    one = Organisation.objects.filter(steward=region()).order_by("pk").first()
    Organisation.objects.filter(pk=one.pk).update(confirmed_on=timezone.localdate())
    Article.objects.filter(region=region()).update(state="draft")
    after = row()
    assert (after.entries, before.stale - after.stale) == (before.entries, 1)
    assert (before.waiting, after.waiting) == ("none", "1 draft")


def test_the_last_activity_is_that_of_the_log():
    before = row("teruel").active_on
    AuditEvent.objects.create(
        verb="meetings.change_meeting", actor_kind="system", object_type="x", object_id=new_id(),
        region_id=region("teruel").pk, created_at=timezone.now() + timedelta(days=3),
    )  # fmt: skip
    assert row("teruel").active_on == timezone.localdate() + timedelta(days=3) != before


def names(**asked: str) -> list[str]:
    return [found.name.text for found in board(Network.objects.get(slug="share-sira"), asked).rows]


def test_the_board_is_filtered_and_sorted_and_other_wishes_are_passed_over():
    assert names(country="gr") == ["Karditsa"]
    assert set(names(**{"class": "intermediate"})) == {"Vaucluse", "Isère", "Guadalajara", "Lower Silesia"}
    assert names(sort="region") == sorted(names())
    assert names(sort="held")[0] == "Guadalajara"
    assert names(sort="drop table", country="xx", need="money") == names()


def test_all_regions_that_are_late_are_found_and_not_three_only(cast, client_for):
    late = [found.name.text for found in board(Network.objects.get(slug="share-sira"), {}).page if found.is_late]
    assert names(need="late") == late
    assert len(late) > 3
    told = client_for(cast["coordinator"]).get(DESK).content.decode()
    assert f'<a href="?need=late#d-board">Late: see all {len(late)} regions</a>' in told


def test_each_cell_leads_to_its_evidence(cast, client_for):
    client = client_for(cast["coordinator"])
    root = html5lib.parse(client.get(DESK).content, namespaceHTMLElements=False)
    cells = [cell for line in root.iter("tr") for cell in line.iter("td")]
    hrefs = {link.get("href").partition("#")[0] for cell in cells for link in cell.iter("a")}
    assert len(cells) == 10 * 7 and all(list(cell.iter("a")) for cell in cells)
    assert [href for href in hrefs if client.get(href).status_code != 200] == []


def test_funders_read_the_board_and_record_nothing(cast, client_for):
    said = page(client_for(cast["auditor"]))
    assert "The regions at a glance" in said and "Record a meeting" not in said


def test_a_facilitator_sees_no_board(cast, client_for):
    assert "The regions at a glance" not in page(client_for(cast["facilitator"]))


# The facilitator's desk.


def test_what_waits_comes_in_the_order_of_need():
    for number, state, day in ((2, "planned", TODAY), (3, "held", TODAY)):
        Meeting.objects.create(
            network=network_for(region()), region=region(), kind="roundtable", number=number, state=state, day=day
        )
    drafted = meeting(number=4)
    draft_report(by=SYSTEM, meeting=drafted)
    Participation.objects.filter(region=region()).update(roundtables_promised=6)
    assert [word for word, _text in texts()] == [
        "Say what happened", "Report due", "Draft waits", "Nobody told us", "To confirm",
    ]  # fmt: skip


def test_what_others_sent_waits_for_a_decision_and_money_that_ends_is_told():
    course = Action.plain.create(region=region(), slug="cours", name="Cours", language="fr", is_public=True)
    ActionProposal.plain.create(region=region(), action=course, text="The door is on the other side.")
    Asset.plain.create(region=region(), kind="vehicle", name="Minibus", language="fr", state="offered")
    for days in (30, 200):
        ends = timezone.localdate() + timedelta(days=days)
        FundingLine.plain.create(region=region(), purpose="Cours", ends_on=ends)
    told = dict(texts())
    assert told["Correction"] == "Saône-et-Loire: 1 correction of an action waits for you."
    assert told["Offer"] == "Saône-et-Loire: 1 thing was offered by the public form."
    assert told["Money ends"] == "Saône-et-Loire: 1 funding line ends within three months."


def test_a_meeting_with_a_published_report_waits_for_nothing():
    assert [word for word, _text in texts("vaucluse")] == ["To confirm"]


def test_the_first_days_end_when_all_is_done():
    empty = region("guadalajara")
    assert [step.is_done for step in first_days(empty)][1:] == [True, False, False, False, False, False]
    steps = {step.text: step.is_done for step in first_days(region())}
    assert steps["Publish the first report"] and not steps["Invite somebody who writes with you"]


def test_a_step_of_the_first_days_leads_to_where_it_is_done():
    held = meeting("guadalajara")
    steps = {step.text: step for step in first_days(region("guadalajara"))}
    assert steps["Note who was there"].href.endswith(f"/desk/meetings/{held.pk}/attendance/")
    assert steps["Note what was said"].href.endswith(f"/desk/meetings/{held.pk}/insights/new/")
    assert steps["Invite somebody who writes with you"].href.endswith("/guadalajara/people/invite/")
    Participant.objects.create(meeting=held, organisation=Organisation.objects.all()[0])
    steps = {step.text: step for step in first_days(region("guadalajara"))}
    assert steps["Note who was there"].is_done


def test_the_first_days_vanish_from_the_desk_once_done(cast, client_for):
    said = page(client_for(cast["facilitator"]))
    assert "The first days" not in said  # The cast of Saône-et-Loire has an editor, seats and a report.
    assert "The first days" in page(client_for(cast["stranger"]))


def test_an_editor_sees_drafts_and_a_member_what_comes(cast, client_for):
    Article.objects.filter(region=region()).update(state="draft")
    assert "Drafts waiting" in page(client_for(cast["editor"]))
    member = page(client_for(cast["member"]))
    assert "Coming meetings" in member and "Your table" in member
    # A member writes no news, so that no drafts are told of.
    assert "Drafts waiting" not in member


def test_an_editor_without_drafts_learns_what_comes_here_and_begins(cast, client_for):
    Article.objects.filter(region=region()).update(state="published")
    said = client_for(cast["editor"]).get("/en/desk/").content.decode()
    assert "What you begin to write waits here" in said
    assert "/en/desk/regions/saone-et-loire/news/new/" in said


# The log.


def test_the_log_says_who_did_what_in_words(cast, client_for):
    record_meeting(
        by=actor(cast["facilitator"]), id=new_id(), network=network_for(region()), region=region(), facts=facts(),
        state=MeetingState.HELD,
    )  # fmt: skip
    said = page(client_for(cast["facilitator"]), "/en/desk/regions/saone-et-loire/audit/")
    assert "Camille Modèle put a meeting on record" in said


def test_the_desk_tells_once_what_one_person_did_several_times_in_a_row(cast, client_for):
    for number in (7, 8, 9):
        told = facts(number=number)
        record_meeting(
            by=actor(cast["facilitator"]), id=new_id(), network=network_for(region()), region=region(), facts=told,
            state=MeetingState.HELD,
        )  # fmt: skip
    client, words = client_for(cast["facilitator"]), "Camille Modèle put a meeting on record"
    desk = page(client)
    assert (desk.count(words), f"{words} ×\u00a03" in desk) == (1, True)
    assert page(client, "/en/desk/regions/saone-et-loire/audit/").count(words) == 3


def test_whose_account_is_gone_is_named_no_more(cast, client_for):
    AuditEvent.objects.create(
        verb="meetings.change_meeting", actor_kind="account", actor_id=new_id(), object_type="x", object_id=new_id(),
        region_id=region().pk,
    )  # fmt: skip
    said = page(client_for(cast["auditor"]), "/en/desk/regions/saone-et-loire/audit/")
    assert "somebody whose account was erased changed the record of a meeting" in said


# One region.


def test_the_meetings_of_a_region_come_in_pages_the_youngest_first(cast, client_for):
    Meeting.plain.bulk_create(
        Meeting(
            network=network_for(region()), region=region(), kind="visit", day=TODAY + timedelta(days=n), state="held"
        )
        for n in range(60)
    )  # fmt: skip
    client, path = client_for(cast["facilitator"]), "/en/desk/regions/saone-et-loire/"
    first, second = page(client, path), page(client, f"{path}?page=2")
    assert ("30 Jul 2022" in first, " 2 Jun 2022" in first) == (True, False)
    assert ("30 Jul 2022" in second, " 2 Jun 2022" in second) == (False, True)


# Sparklines.


def test_a_line_joins_neighbours_and_is_dotted_over_what_is_not_known():
    points = [Point(1, TODAY, 30), Point(2, TODAY, None), Point(3, TODAY, 20), Point(4, TODAY, 23)]
    drawn = spark(points, 4)
    assert (drawn.gap.count("M"), drawn.line.count("M"), drawn.hollow.count("M"), drawn.last) == (1, 1, 1, 23)
    assert drawn.label == "30, no count, 20, 23"


def test_roundtables_without_a_record_keep_their_place():
    drawn = spark([Point(2, TODAY, 16)], 4)
    assert drawn.label == "no count, 16, no count, no count"
    assert drawn.hollow.count("M") == 3


@pytest.mark.parametrize(
    ("page", "says"),
    [
        ("gaps", "No gap on record yet"),
        ("commitments", "Nothing promised yet"),
        ("organisations", "No organisation on record yet"),
        ("funding", "No funding on record yet"),
    ],
)
def test_a_list_with_nothing_in_it_says_what_goes_there_and_not_that_nothing_fits(cast, client_for, page, says):
    empty = region("guadalajara")
    Membership.objects.filter(region=empty).delete()
    Organisation.objects.filter(steward=empty).update(steward=region("saone-et-loire"))
    RoleGrant.objects.create(account=cast["stranger"], region=empty, role="facilitator")
    answer = client_for(cast["stranger"]).get(f"/en/desk/regions/guadalajara/{page}/")
    told = answer.content.decode()
    assert says in told and "For example:" in told
    assert "is like that" not in told and "Show all" not in told and 'role="search"' not in told


@pytest.mark.parametrize(
    "page",
    [
        "desk/regions/guadalajara/table/",
        "desk/regions/guadalajara/table/ties/",
        "desk/regions/guadalajara/series/",
        "desk/regions/guadalajara/coverage/map/",
        "desk/regions/guadalajara/funding/sums/",
        "desk/regions/guadalajara/funding/timeline/",
        "desk/regions/guadalajara/factfiles/",
        "desk/",
        "regions/guadalajara/funding/",
    ],
)
def test_nothing_yet_says_what_goes_there_with_an_act_and_an_example(cast, client_for, page):
    Membership.objects.filter(region=region("guadalajara")).delete()
    RoleGrant.objects.create(account=cast["stranger"], region=region("guadalajara"), role="facilitator")
    root = html5lib.parse(client_for(cast["stranger"]).get(f"/en/{page}").content, namespaceHTMLElements=False)
    (main,) = root.iter("main")
    nothing = [part for part in main.iter("div") if part.get("class") == "empty"]
    assert nothing
    assert all("For example:" in words(part) for part in nothing)
    # The act stands in it, or is the button above it.
    assert all(part.find("a") is not None for part in nothing) or main.find(".//form//button") is not None
