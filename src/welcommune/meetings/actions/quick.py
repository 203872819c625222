"""Quick polls during a meeting: asked, voted, closed."""

from collections.abc import Sequence
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from welcommune.core.access import Actor, require
from welcommune.core.audit import log
from welcommune.core.errors import Refused
from welcommune.core.saving import insert
from welcommune.meetings import rules
from welcommune.meetings.models import (
    FEWEST_CHOICES,
    MOST_CHOICES,
    Meeting,
    PollFacts,
    PollKind,
    QuickPoll,
    QuickVote,
)
from welcommune.meetings.queries import POLL_CLOSED, mark_on

MOST_VOTES = 1000


@transaction.atomic
def ask_poll(*, by: Actor, id: UUID, meeting: Meeting, facts: PollFacts) -> QuickPoll:
    """Ask all who are in the room; one question is open at a time. The same ``id`` sent twice asks once."""
    require(by, rules.edit_meeting, meeting)
    if existing := QuickPoll.objects.filter(pk=id, meeting=meeting).first():
        return existing
    typed = facts.kind != PollKind.LADDER
    if typed and not FEWEST_CHOICES <= len(facts.choices) <= MOST_CHOICES:
        raise Refused(_("Write between two and eight choices, one a line."), field="choices")
    told = vars(facts) | {"choices": list(facts.choices) if typed else []}
    poll = insert(QuickPoll(id=id, meeting=meeting, **told))
    log("meetings.ask_poll", by=by, about=meeting, region_id=meeting.region_id)
    return poll


@transaction.atomic
def vote_in_poll(*, by: Actor, poll: QuickPoll, paper: str, picks: Sequence[int]) -> QuickVote:
    """Count a vote. A second one with the same paper takes the place of the first.

    No line in the log: moment by moment it would tell who of those in the room voted what.
    """
    # The row of the poll is the lock: nobody votes while it is being closed.
    open_now = QuickPoll.objects.select_for_update().get(pk=poll.pk)
    if open_now.closed_at:
        raise Refused(POLL_CLOSED)
    mark = mark_on(poll.pk, paper)
    if not QuickVote.objects.filter(poll=poll, mark=mark).exists() and open_now.votes.count() >= MOST_VOTES:
        raise Refused(POLL_CLOSED)
    vote, _is_new = QuickVote.objects.update_or_create(poll=poll, mark=mark, defaults={"picks": list(picks)})
    return vote


@transaction.atomic
def close_poll(*, by: Actor, poll: QuickPoll) -> None:
    """Take no more votes; the result stays."""
    require(by, rules.keep_poll, poll)
    QuickPoll.objects.filter(pk=poll.pk, closed_at__isnull=True).update(closed_at=timezone.now())
    log("meetings.close_poll", by=by, about=poll.meeting, region_id=poll.meeting.region_id)
