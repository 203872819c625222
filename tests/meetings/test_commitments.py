"""Decisions and commitments: what is noted, how it moves, and what is refused."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tests import factories as f
from welcommune.core.access import SYSTEM
from welcommune.core.errors import Refused
from welcommune.meetings import actions
from welcommune.meetings.models import CommitmentFacts

pytestmark = pytest.mark.usefixtures("scope")


def test_a_commitment_moves_along_its_states_only():
    row = f.commitment(f.meeting(), due=timezone.localdate() + timedelta(days=9))
    actions.confirm_commitment(by=SYSTEM, commitment=row)
    actions.complete_commitment(by=SYSTEM, commitment=row)
    with pytest.raises(Refused, match="already done or dropped"):
        actions.drop_commitment(by=SYSTEM, commitment=row, reason="No money.")
    actions.reopen_commitment(by=SYSTEM, commitment=row)
    with pytest.raises(Refused, match="Write why it will not be done"):
        actions.drop_commitment(by=SYSTEM, commitment=row, reason="")
    row.refresh_from_db()
    actions.drop_commitment(by=SYSTEM, commitment=row, reason="No money.")
    row.refresh_from_db()
    assert (row.state, row.reason, row.closed_on) == ("dropped", "No money.", timezone.localdate())


@pytest.mark.parametrize(
    ("told", "sentence"),
    [
        ({"what": "Ask."}, "Choose or write who promised it"),
        ({"what": "", "person": "Awa"}, "Write what was promised, in one sentence."),
        ({"what": "Ask.", "person": "Awa", "due": f.DAY - timedelta(days=1)}, "This day is before the meeting."),
    ],
)
def test_what_cannot_be_noted_is_refused_with_a_sentence(told, sentence):
    with pytest.raises(Refused, match=sentence):
        actions.record_commitment(by=SYSTEM, meeting=f.meeting(), facts=CommitmentFacts(**told))
