"""What the worker's round leaves as a sign of life."""

from django.utils import timezone

from welcommune.core.outbox import each_minute
from welcommune.operations.models import LastDone, Work


def note_done(work: Work, about: str = "") -> None:
    """Note that it was done now."""
    LastDone.objects.update_or_create(work=work, defaults={"at": timezone.now(), "about": about})


@each_minute
def note_round() -> None:
    """Once a minute: the worker is alive."""
    note_done(Work.ROUND)
