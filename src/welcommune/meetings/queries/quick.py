"""Quick polls: the page behind their code, and what came out."""

from collections import Counter
from dataclasses import dataclass
from typing import Any

from django.db.models import F, QuerySet
from django.utils.translation import gettext_lazy

from welcommune.core.addresses import whole_address
from welcommune.core.errors import Refused
from welcommune.core.qr import Square, qr_square
from welcommune.core.text import Said
from welcommune.meetings.models import Meeting, PollKind, QuickPoll, QuickVote
from welcommune.network.sums import THRESHOLD

# The open one before those that were closed, and of these the last one first.
LAST_FIRST = F("closed_at").desc(nulls_first=True)
NO_SUCH_POLL = gettext_lazy("No question has this code. Look at the screen and type it again.")
POLL_CLOSED = gettext_lazy("This question is closed.")


@dataclass(frozen=True, slots=True)
class Bar:
    """One choice: votes for it, or points where choices were put in order; ``share`` of the longest bar, up to 100."""

    words: Said
    count: int
    share: int


@dataclass(frozen=True, slots=True)
class PollResult:
    """What came out of one poll so far; without bars while few have voted: all see who is in the room."""

    poll: QuickPoll
    people: int
    bars: list[Bar]
    address: str
    square: Square | None


def poll_at(code: str) -> QuickPoll:
    """The poll with this code; refuses a code that none has."""
    found = QuickPoll.objects.filter(code=code.lower()).select_related("meeting__region", "meeting__network").first()
    if found is None:
        raise Refused(NO_SUCH_POLL)
    return found


def choice_language(poll: QuickPoll) -> str:
    """The language that the choices are in: that of the question; the rungs of the ladder are in the reader's."""
    return "" if poll.kind == PollKind.LADDER else poll.language


def vote_address(poll: QuickPoll) -> str:
    """The whole address of the page for voting, in the language of the question."""
    return whole_address("meetings:vote", poll.language, code=poll.code)


def tally(poll: QuickPoll, votes: list[list[int]]) -> list[Bar]:
    """Votes for each choice. Put in order, the first of n choices gets n points, the last one."""
    counted: Counter[int] = Counter()
    for picks in votes:
        for place, pick in enumerate(picks):
            counted[pick] += len(picks) - place if poll.kind == PollKind.RANK else 1
    most = max(counted.values(), default=0) or 1
    said = [Said(words, choice_language(poll)) for words in poll.words]
    return [Bar(words, counted[place], round(100 * counted[place] / most)) for place, words in enumerate(said)]


def poll_results(meeting: Meeting, polls: QuerySet[QuickPoll] | None = None) -> list[PollResult]:
    """All polls of a meeting, the latest first; two queries."""
    rows = list((polls or QuickPoll.objects.all()).filter(meeting=meeting).order_by(LAST_FIRST, "-pk"))
    votes: dict[Any, list[list[int]]] = {poll.pk: [] for poll in rows}
    for poll, picks in QuickVote.objects.filter(poll__in=rows).order_by("pk").values_list("poll", "picks"):
        votes[poll].append(picks)
    return [_result(poll, votes[poll.pk]) for poll in rows]


def _result(poll: QuickPoll, votes: list[list[int]]) -> PollResult:
    bars = tally(poll, votes) if len(votes) >= THRESHOLD else []
    address = "" if poll.closed_at else vote_address(poll)
    return PollResult(poll, len(votes), bars, address, qr_square(address) if address else None)


def latest_result(meeting: Meeting) -> PollResult | None:
    """The open poll of a meeting, else the one that was closed last."""
    last = QuickPoll.objects.filter(meeting=meeting).order_by(LAST_FIRST, "-pk")[:1]
    found = poll_results(meeting, QuickPoll.objects.filter(pk__in=[row.pk for row in last]))
    return found[0] if found else None


def polls_page(meeting: Meeting) -> dict[str, Any]:
    """See ``meetings/polls.html``."""
    results = poll_results(meeting)
    return {"meeting": meeting, "results": results, "is_asking": any(it.poll.closed_at is None for it in results)}
