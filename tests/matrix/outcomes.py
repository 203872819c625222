"""What came of a meeting of the scene."""

from datetime import date
from typing import Any

from welcommune.core.access import Actor
from welcommune.meetings import actions as meetings
from welcommune.meetings.models import CommitmentFacts, Insight, Meeting
from welcommune.stakeholders.models import Organisation


def noted_outcomes(by: Actor, meeting: Meeting, insight: Insight, note: Any) -> dict[str, Any]:
    """A decision, and what somebody of an organisation promised, whom the public does not learn of."""
    decision = meetings.record_decision(by=by, meeting=meeting, text="On se revoit en automne")
    member = Organisation.objects.filter(memberships__region=meeting.region).order_by("slug")[0]
    told = {"organisation": member, "person": note("who promised"), "insight": insight}
    email = f"{note('address of who promised')}@example.org".lower()
    facts = CommitmentFacts("Demander un bus plus tardif", email=email, due=date(2022, 6, 1), **told)
    commitment = meetings.record_commitment(by=by, meeting=meeting, facts=facts)
    dropped = meetings.record_commitment(by=by, meeting=meeting, facts=CommitmentFacts("Acheter un bus", **told))
    meetings.drop_commitment(by=by, commitment=dropped, reason=note("why something is dropped"))
    return {"decision": decision, "commitment": commitment}
