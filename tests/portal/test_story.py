"""Whoever joins late reads in two minutes what happened so far."""

from datetime import timedelta

from django.utils import timezone

from tests.factories import SEATS, commitment, decision, insight, meeting, text_of


def test_the_story_tells_meetings_people_insights_outcomes_and_what_is_next(cast, scope, client):
    row = meeting()
    said = insight(row, "Buses stop at six.")
    decision(row, "We meet in autumn again.")
    commitment(row, "Ask for a later bus", insight=said)
    commitment(row, "A promise that answers nothing")
    day = timezone.localdate() + timedelta(days=20)
    meeting(state="planned", number=45, day=day)
    page = text_of(client.get(f"/en/regions/{SEATS}/story/"))
    wanted = ("Buses stop at six.", "We meet in autumn again.", "Ask for a later bus", "A promise that answers nothing",
              "Awa Diallo", "No date is known yet.")  # fmt: skip
    assert [text in page for text in wanted] == [True, True, True, False, False, False]
    assert "The story so far" in text_of(client.get(f"/en/regions/{SEATS}/roundtables/45/"))
