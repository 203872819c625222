"""From meeting to meeting: who comes, who stopped, how long the report takes, what was kept."""

from datetime import UTC, date, datetime

from tests.factories import meeting, region, table
from welcommune.core.access import SYSTEM
from welcommune.library.models import Article
from welcommune.meetings import actions
from welcommune.meetings.models import Commitment, Meeting, Participant, ReportedCount
from welcommune.network.models import Term
from welcommune.stakeholders.models import Organisation


def test_attendance_delay_and_promises_of_a_series(cast, scope, client_for):
    Meeting.plain.filter(region=region()).update(state="planned")
    rows = [meeting(state="held", number=60 + turn, day=date(2022, turn, 1)) for turn in (1, 2, 3)]
    Meeting.plain.filter(number__gte=60).update(created_at=datetime(2022, 1, 3, 12, tzinfo=UTC))
    first, second, third = rows
    place = Organisation.objects.filter(memberships__region=region(), memberships__state="active").order_by("slug")
    gone, stays = place[0], place[1]
    Participant.objects.create(meeting=first, organisation=gone, people=4)
    for row in rows:
        Participant.objects.create(meeting=row, organisation=stays, people=2)
    newcomer = Term.objects.get(vocabulary="category", code="newcomer")
    ReportedCount.objects.create(meeting=second, low=9, high=16, unit="people")
    ReportedCount.objects.create(meeting=second, low=3, high=3, unit="people", category=newcomer)
    article = actions.draft_report(by=SYSTEM, meeting=first)
    Article.plain.filter(pk=article.pk).update(published_at=datetime(2022, 1, 15, 12, tzinfo=UTC))
    told = {"region": region(), "meeting": third, "what": "A bus timetable", "language": "en"}
    Commitment.plain.create(**told, organisation=stays, state="done", closed_on=date(2022, 3, 9))
    Commitment.plain.create(**told, organisation=stays, due=date(2022, 4, 1))
    desk = client_for(cast["facilitator"])
    page = desk.get(f"/en/desk/regions/{region().slug}/series/")
    lines = table(page, "Each meeting in figures")
    assert [line[2:6] for line in lines] == [
        ["6", "2", "14", "–"], ["9–16", "1", "–", "–"], ["2", "1", "–", "1 of 2 done late: 1"]
    ]  # fmt: skip
    assert [line[0] for line in table(page, "Who stopped coming")] == [gone.name]
    kinds = {line[0]: line[1:] for line in table(page, "Each kind, and how many of it came to which meeting")}
    # So few newcomers could be recognised, at the desk too: the page is printed and handed on.
    assert kinds[str(newcomer).capitalize()] == ["0", "fewer than 5", "0"]
    file = desk.get(f"/en/desk/regions/{region().slug}/series.csv").content.decode("utf-8-sig")
    assert "9–16,1,,,0,0,0" in file
