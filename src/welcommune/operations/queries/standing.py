"""How it stands with what goes on by itself: the outbox and its worker, mail, the clock, backups, fonts for papers."""

import logging
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email.utils import parseaddr
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _
from markupsafe import Markup

from welcommune.core.models import AuditEvent, MessageState, OutboxMessage
from welcommune.library.papers.pdf import can_make_pdf, pdf_of
from welcommune.operations.models import LastDone, Work
from welcommune.operations.queries.backups import RESTORING
from welcommune.operations.queries.findings import Finding, Level, bad, good, said, warning
from welcommune.operations.queries.quick import can_be_written, give
from welcommune.operations.queries.safety import MAIL, MAIL_SERVER, printed_mail

OUTBOX, WORKER, CLOCK, BACKUPS, FONTS = "outbox", "worker", "clock", "backups", "fonts"
LATE, A_LITTLE = timedelta(minutes=10), timedelta(minutes=2)
OLD_BACKUP, OLD_CHECK = timedelta(days=2), timedelta(days=32)
NOWHERE = ("console", "locmem", "dummy")
# One passage in each script of the site's languages, as a paper would hold it.
SCRIPTS = {"Latin": "Żółć, à bientôt, ñandú", "Greek": "Καλώς ήρθατε", "Arabic": "أهلا وسهلا بكم"}


def outbox_findings() -> Iterator[Finding]:
    """What waits, what is late, what was given up, and whether somebody takes it up."""
    now = timezone.now()
    late = OutboxMessage.objects.due().filter(next_try_at__lt=now - LATE).count()
    yield _worker(now, late)
    given_up = OutboxMessage.objects.filter(state=MessageState.DEAD).count()
    if given_up:
        remedy = _("See that mail goes out (%(first)s), then run %(then)s.")
        remedy = said(remedy, first="welcommune doctor --mail ADDRESS", then="welcommune outbox --retry-dead")
        yield warning(OUTBOX, _("Messages given up after several tries: %(many)s.") % {"many": given_up}, remedy)
    waiting = OutboxMessage.objects.filter(state=MessageState.QUEUED).count()
    told = _("Messages that wait: %(waiting)s; for more than %(time)s: %(late)s.")
    told %= {"waiting": waiting, "late": late, "time": _while(LATE)}
    if late:
        yield bad(OUTBOX, told, _("Start welcommune work, and look at what it prints."))
    else:
        yield good(OUTBOX, told)


def _worker(now: datetime, late: int) -> Finding:
    last = LastDone.objects.filter(work=Work.ROUND).values_list("at", flat=True).first()
    busy = OutboxMessage.objects.filter(state=MessageState.QUEUED, lease_until__gt=now).exists()
    if last and (now - last < LATE or busy):
        told = _("The worker is alive: it went round %(time)s ago.") % {"time": _while(now - last)}
        return good(WORKER, told)
    seen = _("No worker has been seen yet.")
    if last:
        seen = _("The worker was seen last %(time)s ago.") % {"time": _while(now - last)}
    return (bad if late else warning)(WORKER, seen, _("Keep welcommune work running beside welcommune serve."))


def _while(time: timedelta) -> str:
    """Minutes, hours or days by their signs, which need no plural."""
    minutes = max(0, round(time.total_seconds() / 60))
    if minutes < 120:
        return _("%(many)s min") % {"many": minutes}
    if minutes < 48 * 60:
        return _("%(many)s h") % {"many": minutes // 60}
    return _("%(many)s d") % {"many": minutes // 60 // 24}


def mail_finding() -> Finding:
    """Where mails go, as the settings say; only a mail that is sent shows whether they arrive."""
    printed = printed_mail()
    if printed.level == Level.BAD:
        return printed
    way = settings.EMAIL_BACKEND.split(".")[-2]
    if way in NOWHERE:
        remedy = said(_("Write %(what)s."), what=MAIL_SERVER)
        return warning(MAIL, _("Mails are printed or dropped: nobody gets a sign-in code."), remedy)
    if way != "smtp":
        sentence = said(_("Mails are kept by %(way)s, and are not sent."), way=way)
        return warning(MAIL, sentence, _("Write EMAIL_URL for a mail server."))
    server = f"{settings.EMAIL_HOST}:{settings.EMAIL_PORT}"
    sentence = said(_("Mails go to %(server)s, from %(sender)s."), server=server, sender=settings.DEFAULT_FROM_EMAIL)
    _name, address = parseaddr(settings.DEFAULT_FROM_EMAIL)
    if "@" not in address or address.endswith("@localhost"):
        return warning(MAIL, sentence, _("Write WELCOMMUNE_FROM with an address that can be answered."))
    tried = said(_("Try it with %(what)s."), what="welcommune doctor --mail ADDRESS")
    return good(MAIL, Markup(" ").join([sentence, tried]))


def clock_finding() -> Finding:
    """This machine's clock beside the database's, and beside the youngest rows: none comes from the future."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT CURRENT_TIMESTAMP")
        (told,) = cursor.fetchone()
    there = told if isinstance(told, datetime) else datetime.fromisoformat(told).replace(tzinfo=UTC)
    now = timezone.now()
    if abs(there - now) > A_LITTLE:
        sentence = f"The clocks of this machine and of the database are {_while(abs(there - now))} apart."
        return bad(CLOCK, sentence, "Let both be set by the network (NTP).")
    youngest = [model._base_manager.aggregate(last=Max("created_at"))["last"] for model in (AuditEvent, OutboxMessage)]
    ahead = max((row - now for row in youngest if row), default=timedelta(0))
    if ahead > A_LITTLE:
        sentence = f"The youngest record was made in {_while(ahead)} from now: this clock is late, or was early before."
        return bad(CLOCK, sentence, "Set the clock of this machine by the network (NTP).")
    return good(CLOCK, "The clock agrees with the database and with what is on record.")


def backup_findings() -> Iterator[Finding]:
    """Backups, the folder that takes them, and what a restore left that was broken off."""
    yield _backup()
    folder = settings.BACKUPS
    if folder.exists() and not can_be_written(folder):
        yield bad(BACKUPS, said(_("No backup can be written into %(folder)s."), folder=folder), give(folder))
    if (settings.DATA / RESTORING).exists():
        remedy = _("Run it again: it begins anew, or clears what is left.")
        yield warning(BACKUPS, _("A restore was broken off."), remedy)


def _backup() -> Finding:
    """When the last backup was made, whether it is still there, and whether it was read back."""
    done = {row.work: row for row in LastDone.objects.filter(work__in=[Work.BACKUP, Work.VERIFIED])}
    made, read = done.get(Work.BACKUP), done.get(Work.VERIFIED)
    now = timezone.now()
    if made is None:
        return warning(BACKUPS, _("There is no backup yet."), _("Run welcommune backup each night."))
    told = _("The last backup was made %(time)s ago.") % {"time": _while(now - made.at)}
    if not Path(made.about).exists():
        remedy = _("Bring it back, or run welcommune backup.")
        told = said(_("The last backup is not there any more: %(file)s."), file=made.about)
        return warning(BACKUPS, told, remedy)
    if now - made.at > OLD_BACKUP:
        return bad(BACKUPS, told, _("Run welcommune backup each night, and look at what it prints."))
    if read is None or now - read.at > OLD_CHECK:
        remedy = said(_("Run %(what)s, and once a month again."), what=f"welcommune verify {made.about}")
        return warning(BACKUPS, f"{told} {_('None was read back for a month.')}", remedy)
    whole = _("%(file)s was read back whole %(time)s ago.")
    whole %= {"file": Path(read.about).name, "time": _while(now - read.at)}
    return good(BACKUPS, f"{told} {whole}")


class _Listening(logging.Handler):
    """Hears what the library that draws papers says of letters for which it has no font."""

    def __init__(self) -> None:
        super().__init__()
        self.missing = False

    def emit(self, record: logging.LogRecord) -> None:
        self.missing = self.missing or ".notdef" in record.getMessage()


def _is_drawn(text: str) -> bool:
    listening, said = _Listening(), logging.getLogger("weasyprint")
    said.addHandler(listening)
    try:
        pdf_of(f'<html lang="en"><title>-</title><p>{text}</p></html>')
    finally:
        said.removeHandler(listening)
    return not listening.missing


def fonts_finding() -> Finding:
    """Whether papers can be drawn in each script that the site speaks."""
    if not can_make_pdf():
        remedy = "Install Pango: on Debian apt-get install libpango-1.0-0 libpangoft2-1.0-0."
        return warning(FONTS, "No PDF can be made here: pages offer Word files only.", remedy)
    lacking = [name for name, text in SCRIPTS.items() if not _is_drawn(text)]
    if lacking:
        sentence = f"Papers would show empty boxes for {' and '.join(lacking)}."
        return warning(FONTS, sentence, "Install Noto fonts: on Debian apt-get install fonts-noto-core.")
    return good(FONTS, f"Papers can be drawn in {', '.join(SCRIPTS)}.")
