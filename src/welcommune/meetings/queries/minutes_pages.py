"""The pages of minutes: at the desk, in public, and all of a region together."""

from typing import Any

from django.urls import reverse
from django.utils.translation import get_language, override

from welcommune.accounts.models import Account
from welcommune.core.access import only_one
from welcommune.core.text import LANGUAGE_NAMES, Said
from welcommune.library.prose import differences
from welcommune.meetings.models import (
    CORRECTION_DAYS,
    HOLDING,
    MINUTES_TRANSITIONS,
    READ_DAYS,
    WRITTEN,
    Correction,
    CorrectionState,
    Minutes,
    MinutesReader,
    MinutesText,
    Report,
)
from welcommune.meetings.queries.minutes import (
    current_text,
    document,
    documents,
    section_title,
    series,
    series_title,
    status_words,
)
from welcommune.meetings.queries.minutes_files import file_kinds
from welcommune.network.models import Region


def _files(name: str, **where: Any) -> list[tuple[str, str]]:
    """Where each kind of file is: kind, address."""
    return [(kind, reverse(name, kwargs=where | {"kind": kind})) for kind in file_kinds()]


def minutes_page(minutes: Minutes) -> dict[str, Any]:
    """See ``meetings/minutes.html``."""
    text = current_text(minutes)
    approved_by = Account.objects.filter(pk=minutes.approved_by).first() if minutes.approved_by else None
    return {
        "minutes": minutes,
        "meeting": minutes.meeting,
        "region": minutes.meeting.region,
        "document": document(text),
        "may_become": MINUTES_TRANSITIONS[minutes.state],
        "can_write": minutes.state in WRITTEN,
        "approved_by": approved_by.name if approved_by else "",
        "versions": list(minutes.texts.defer("parts")[:30]),
        "readers": list(minutes.readers.select_related("contact", "invitation__contact")),
        "corrections": correction_rows(minutes, text),
        "status": status_words(minutes),
        "has_report": Report.objects.filter(meeting=minutes.meeting).exists(),
        "days": CORRECTION_DAYS,
        "files": _files("meetings:minutes_file", pk=minutes.pk),
    }


def correction_rows(minutes: Minutes, text: MinutesText) -> list[tuple[str, Correction]]:
    """What readers find wrong, with the title of the section; what waits stands first."""
    order = list(CorrectionState)
    related = ("reader__contact", "reader__invitation__contact")
    found = Correction.objects.filter(reader__minutes=minutes).select_related(*related)
    rows = sorted(found, key=lambda row: order.index(CorrectionState(row.state)))
    with override(minutes.language):
        return [(section_title(text.part(row.section) or {"key": row.section}), row) for row in rows]


def minutes_public_page(minutes: Minutes) -> dict[str, Any]:
    """See ``meetings/minutes_public.html``: organisations are named, people are not."""
    shown = document(current_text(minutes), in_public=True)
    files = _files("meetings:minutes_public_file", pk=minutes.pk)
    return {"minutes": minutes, "meeting": minutes.meeting, "document": shown, "files": files}


def series_page(region: Region, wanted: str) -> dict[str, Any]:
    """See ``meetings/minutes_series.html``: in the language wanted, else in the first that there is."""
    held = Minutes.objects.filter(meeting__region=region, state__in=HOLDING)
    languages = sorted(set(held.order_by("pk").values_list("language", flat=True)))
    first = [code for code in (wanted, *region.languages, *languages) if code in languages]
    chosen = first[0] if first else ""
    return {
        "region": region,
        "language": chosen,
        "title": series_title(region, chosen or get_language() or "en"),
        "chips": [(Said(LANGUAGE_NAMES[code], code), f"?text={code}", code == chosen, None) for code in languages],
        "files": _files("meetings:series_file", region=region.slug, language=chosen) if chosen else [],
        "documents": documents(series(region, chosen)) if chosen else [],
    }


def minutes_version_page(minutes: Minutes, number: int) -> dict[str, Any]:
    """See ``meetings/minutes_version.html``: one version, and its differences from the one before."""
    shown = only_one(minutes.texts.filter(number=number))
    older = minutes.texts.filter(number__lt=number).first()
    pieces = differences(_words(older) if older else "", _words(shown))
    return {"minutes": minutes, "version": shown, "pieces": pieces, "can_write": minutes.state in WRITTEN}


def _words(text: MinutesText) -> str:
    """The free text of a version, for comparing: people and quotes are not part of it."""
    pieces = [(section_title(part), part["text"]) for part in text.parts if not part.get("insight")]
    return "\n\n".join(f"{title}\n{words}" for title, words in pieces)


def reader_page(reader: MinutesReader, token: str) -> dict[str, Any]:
    """See ``meetings/minutes_read.html``."""
    minutes = reader.minutes
    told: dict[str, Correction] = {row.section: row for row in reader.corrections.all()}
    return {
        "reader": reader,
        "minutes": minutes,
        "document": document(current_text(minutes)),
        "status": status_words(minutes),
        "told": told,
        "read_days": READ_DAYS,
        "files": _files("meetings:minutes_read_file", token=token),
    }
