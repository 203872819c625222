"""What tells one telephone from another for one question, and for nothing else."""

from uuid import UUID, uuid4

from django.core import signing
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy

from welcommune.core.errors import Refused

BALLOT = "meetings.ballot"
BALLOT_HOURS = 24
NO_BALLOT = gettext_lazy("This page was open for too long. Load it again, then send your answer.")


def new_ballot() -> str:
    """A random paper that a page hands out; signed, so that nobody makes up many of them without asking for pages."""
    return signing.dumps(uuid4().hex, salt=BALLOT)


def is_ballot(paper: str) -> bool:
    """Whether we handed this paper out, not long ago."""
    try:
        signing.loads(paper, salt=BALLOT, max_age=BALLOT_HOURS * 3600)
    except signing.BadSignature:
        return False
    return True


def mark_on(question: UUID, paper: str) -> str:
    """What stands for a paper at one question: another one at the next question, and no way back to the paper."""
    if not is_ballot(paper):
        raise Refused(NO_BALLOT)
    return mark_for(question, signing.loads(paper, salt=BALLOT))


def mark_for(question: UUID, what: object) -> str:
    """The keyed hash of what must count once."""
    return salted_hmac("meetings.mark", f"{question}:{what}", algorithm="sha256").hexdigest()
