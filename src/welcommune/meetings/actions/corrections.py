"""Corrections: the mail with the link, what its holder finds wrong, and what becomes of it."""

from collections.abc import Mapping
from smtplib import SMTPRecipientsRefused
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from welcommune.accounts.actions import send_mail
from welcommune.core.access import Actor, require
from welcommune.core.errors import Refused
from welcommune.core.outbox import handles
from welcommune.core.saving import insert
from welcommune.core.tenancy import every_region
from welcommune.meetings import rules
from welcommune.meetings.actions.minutes import MINUTES_LETTER, log_minutes, write_minutes
from welcommune.meetings.models import (
    CORRECTION_TRANSITIONS,
    Correction,
    CorrectionState,
    MinutesReader,
)
from welcommune.meetings.queries import CORRECTIONS_OVER, current_text, minutes_letter, wants_no_mail


@handles(MINUTES_LETTER)
def send_minutes_letter(payload: dict[str, Any]) -> None:
    """Write and send the mail with the link; whoever was erased, taken off or has left meanwhile gets none."""
    related = ("contact", "invitation__contact", "minutes__meeting__region", "minutes__meeting__network")
    with every_region("a mail to somebody who came"):
        reader = MinutesReader.objects.select_related(*related).filter(pk=payload["reader"]).first()
        if reader is None or not reader.minutes.takes_corrections:
            return
        if not reader.address or wants_no_mail([reader.address]):
            return
        mail = minutes_letter(reader, payload["turn"])
    try:
        send_mail(mail)
    except SMTPRecipientsRefused:
        # The address is wrong: the desk sees who is on the list, and trying again helps nobody.
        return


@transaction.atomic
def take_back_link(*, by: Actor, reader: MinutesReader) -> None:
    """The link in this person's mail opens nothing any more; what they proposed goes with it."""
    require(by, rules.keep_minutes, reader.minutes)
    log_minutes("meetings.take_back_link", by, reader.minutes)
    MinutesReader.objects.filter(pk=reader.pk).delete()


@transaction.atomic
def propose_corrections(*, by: Actor, reader: MinutesReader, told: Mapping[str, str]) -> int:
    """Keep what the reader finds wrong, by section; an emptied field takes an open proposal back. Returns how many."""
    require(by, rules.correct_minutes, reader)
    if not reader.minutes.takes_corrections:
        raise Refused(CORRECTIONS_OVER)
    there = {row.section: row for row in reader.corrections.all()}
    changed = sum(_propose(reader, there.get(section), section, text) for section, text in told.items())
    if changed:
        log_minutes("meetings.propose_corrections", by, reader.minutes)
    return changed


def _propose(reader: MinutesReader, row: Correction | None, section: str, text: str) -> bool:
    if row is None:
        if text:
            insert(Correction(reader=reader, section=section, text=text))
        return bool(text)
    if not text and row.state == CorrectionState.OPEN:
        row.delete()
        return True
    if text in ("", row.text):
        return False
    row.text, row.state, row.reason = text, CorrectionState.OPEN, ""
    row.save(update_fields=["text", "state", "reason"])
    return True


def _decide(by: Actor, row: Correction, state: str, verb: str, reason: str = "") -> None:
    require(by, rules.keep_minutes, row.reader.minutes)
    free = Correction.objects.filter(pk=row.pk, state=row.state)
    if state not in CORRECTION_TRANSITIONS[row.state] or not free.update(state=state, reason=reason):
        raise Refused(_("This proposal was decided already. Load the page again."))
    log_minutes(verb, by, row.reader.minutes)


@transaction.atomic
def accept_correction(*, by: Actor, correction: Correction) -> None:
    """The proposal goes into its section as a new paragraph, in a new version; the desk then makes one text of it."""
    _decide(by, correction, CorrectionState.ACCEPTED, "meetings.accept_correction")
    minutes = correction.reader.minutes
    parts = [dict(part) for part in current_text(minutes).parts]
    section = next((part for part in parts if part["key"] == correction.section), None)
    if section is None:
        section = {"key": "own", "text": ""}
        parts.append(section)
    section["text"] = "\n\n".join(filter(None, [section["text"], correction.text]))
    write_minutes(by=by, minutes=minutes, parts=parts)


@transaction.atomic
def decline_correction(*, by: Actor, correction: Correction, reason: str) -> None:
    """The text stays; the reader sees why."""
    if not reason:
        raise Refused(_("Write in a word why it stays as it is: the person who proposed it sees it."))
    _decide(by, correction, CorrectionState.DECLINED, "meetings.decline_correction", reason)
