"""Signed sheets: kept with a mark of their bytes until their day, and then deleted."""

import hashlib
from datetime import date
from uuid import UUID

from django.core.files.base import File
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from welcommune.core.access import SYSTEM, Actor, require
from welcommune.core.audit import log
from welcommune.core.errors import Refused
from welcommune.core.saving import insert
from welcommune.library.actions import page_type
from welcommune.meetings import rules
from welcommune.meetings.models import Meeting, SignedSheet

MOST_A_ROUND = 200
TOO_SOON = _("This day is over. Choose one that is to come.")


def _mark_of(upload: File[bytes]) -> str:
    digest = hashlib.sha256()
    for chunk in upload.chunks():
        digest.update(chunk)
    return digest.hexdigest()


@transaction.atomic
def keep_sheet(*, by: Actor, id: UUID, meeting: Meeting, upload: File[bytes], keep_until: date) -> SignedSheet:
    """Keep a signed sheet as evidence; the same ``id`` sent twice is one sheet."""
    require(by, rules.edit_meeting, meeting)
    if existing := SignedSheet.objects.filter(pk=id, meeting=meeting).first():
        return existing
    if keep_until <= timezone.localdate():
        raise Refused(TOO_SOON, field="keep_until")
    kind = page_type(upload)
    sheet = SignedSheet(id=id, meeting=meeting, file=upload, file_type=kind, file_bytes=upload.size or 0,
                        sha256=_mark_of(upload), keep_until=keep_until)  # fmt: skip
    insert(sheet)
    log("meetings.keep_sheet", by=by, about=meeting, region_id=meeting.region_id)
    return sheet


def _delete(sheet: SignedSheet) -> None:
    name, storage = str(sheet.file.name), sheet.file.storage
    sheet.delete()
    transaction.on_commit(lambda: storage.delete(name))


@transaction.atomic
def delete_sheet(*, by: Actor, sheet: SignedSheet) -> None:
    """Delete a sheet before its day, where the wrong file was kept."""
    require(by, rules.edit_meeting, sheet.meeting)
    log("meetings.delete_sheet", by=by, about=sheet.meeting, region_id=sheet.meeting.region_id)
    _delete(sheet)


def old_sheets() -> QuerySet[SignedSheet]:
    """The sheets whose day has come."""
    return SignedSheet.objects.filter(keep_until__lt=timezone.localdate())


@transaction.atomic
def forget_sheets() -> int:
    """Delete the sheets whose day has come; returns how many."""
    sheets = list(old_sheets().select_related("meeting").order_by("pk")[:MOST_A_ROUND])
    for sheet in sheets:
        log("meetings.delete_sheet", by=SYSTEM, about=sheet.meeting, region_id=sheet.meeting.region_id)
        _delete(sheet)
    return len(sheets)
