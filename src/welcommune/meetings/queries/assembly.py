"""Minutes put together from the record: sections in the working language, with keys for people and quotes."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.conf import settings
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import override

from welcommune.core.ui import listed
from welcommune.meetings.models import Answer, Commitment, Insight, InsightKind, Meeting
from welcommune.meetings.queries.letters import inviter, when_words, where_words
from welcommune.meetings.queries.pages import attribution_of, quotes_among
from welcommune.meetings.queries.totals import public_words

Part = dict[str, Any]


def working_language(meeting: Meeting) -> str:
    """The language that people spoke, else the first of the region or network, as far as the site speaks it."""
    own = meeting.region.languages if meeting.region else meeting.network.languages
    known = dict(settings.LANGUAGES)
    return next((code for code in (*meeting.languages, *own) if code in known), settings.LANGUAGE_CODE)


def assembled(meeting: Meeting, language: str) -> list[Part]:
    """All that the record says of the meeting, in ``language``. A section that it says nothing about is left out."""
    with override(language):
        return list(_parts(meeting))


def _parts(meeting: Meeting) -> Iterator[Part]:
    yield {"key": "facts", "text": _facts(meeting)}
    yield {"key": "attendance", "text": _counted(meeting), **who_was_there(meeting)}
    if points := [capfirst(str(item.title.best())) for item in meeting.agenda.all()]:
        yield {"key": "agenda", "text": bullets(points)}
    yield from _said(meeting)
    if decisions := [row.text for row in meeting.decisions.all()]:
        yield {"key": "decisions", "text": bullets(decisions)}
    promised = Commitment.plain.filter(meeting=meeting).order_by("created_at", "pk").values_list("pk", flat=True)
    if promised:
        yield {"key": "commitments", "text": "", "commitments": [str(key) for key in promised]}


def bullets(lines: Iterable[str]) -> str:
    """A list in light Markdown; what is on several lines stays one point."""
    return "\n".join(f"- {' '.join(line.split())}" for line in lines)


def _facts(meeting: Meeting) -> str:
    lines = [_("When: %(when)s") % {"when": when_words(meeting)}]
    if where := where_words(meeting):
        lines.append(_("Where: %(where)s") % {"where": where})
    lines.append(_("Convened by: %(names)s") % {"names": inviter(meeting)})
    return bullets(lines)


def _counted(meeting: Meeting) -> str:
    words = public_words(meeting)
    return f"{capfirst(str(listed(words)))}." if words else ""


def who_was_there(meeting: Meeting) -> dict[str, list[str]]:
    """Keys of those who were present, excused, absent, and of guests: who came without standing on the list.

    A participant who was ticked on the guest list has the key of the invitation.
    """
    invited = {row.pk: row for row in meeting.invitations.order_by("pk")}
    contacts = {row.contact_id for row in invited.values() if row.contact_id}
    came = list(meeting.participants.order_by("pk"))
    expected = [row for row in came if not invited or row.pk in invited or row.contact_id in contacts]
    there = {row.pk for row in came} | {row.contact_id for row in came if row.contact_id}
    away = [row for row in invited.values() if row.pk not in there and row.contact_id not in there]
    found: dict[str, list[Any]] = {
        "present": expected,
        "guests": [row for row in came if row not in expected],
        "excused": [row for row in away if row.answer == Answer.NO],
        "absent": [row for row in away if row.answer != Answer.NO],
    }
    return {group: [str(row.pk) for row in rows] for group, rows in found.items()}


def _said(meeting: Meeting) -> Iterator[Part]:
    """A section for each point of the agenda, and one for what was said beside it; quotes follow their section."""
    rows = list(Insight.plain.filter(meeting=meeting).select_related("organisation", "category", "consent"))
    for item in meeting.agenda.all():
        mine = [row for row in rows if row.agenda_item_id == item.pk]
        title = capfirst(str(item.title.best()))
        yield {"key": f"item-{item.pk.hex}", "title": title, "text": bullets(map(_line, _told(mine)))}
        yield from _quoted(mine)
    beside = [row for row in rows if row.agenda_item_id is None]
    told, quoted = _told(beside), list(_quoted(beside))
    if told or quoted:
        yield {"key": "said", "text": bullets(map(_line, told))}
    yield from quoted


def _told(rows: list[Insight]) -> list[Insight]:
    """All but quotes, by kind in the order of the kinds."""
    kinds = list(InsightKind)
    spoken = [row for row in rows if row.kind != InsightKind.QUOTE and row.text]
    return sorted(spoken, key=lambda row: kinds.index(InsightKind(row.kind)))


def _line(row: Insight) -> str:
    name, _language = attribution_of(row)
    told = {"kind": capfirst(str(row.get_kind_display())), "text": str(row.text)}
    words = _("%(kind)s: %(text)s") % told
    return f"{words} ({name})" if name else words


def _quoted(rows: list[Insight]) -> Iterator[Part]:
    for quote in quotes_among(rows).values():
        if quote.text:
            yield {"key": f"quote-{quote.id.hex}", "insight": str(quote.id)}
