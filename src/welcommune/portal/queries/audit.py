"""What was done in a region, in words: who, what, which fields, when. The log itself holds identifiers only."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from welcommune.accounts.models import Account
from welcommune.core.models import AuditEvent
from welcommune.network.models import Region

# A test compares this with every verb that the code writes.
VERBS: dict[str, str | Promise] = {
    "exchange.load_network_file": gettext_lazy("brought in a network file"),
    "library.forget_wording": gettext_lazy("took the words of a withdrawn quote out of a text"),
    "library.remove_photo": gettext_lazy("removed a photo"),
    "library.set_photo": gettext_lazy("added a photo"),
    "library.start_article": gettext_lazy("started an article"),
    "library.write_text": gettext_lazy("wrote a text"),
    "library.publish_article": gettext_lazy("published an article"),
    "library.withdraw_article": gettext_lazy("withdrew an article"),
    "meetings.change_insight": gettext_lazy("changed an insight"),
    "meetings.change_meeting": gettext_lazy("changed the record of a meeting"),
    "meetings.draft_report": gettext_lazy("had a report drafted"),
    "meetings.move_meeting": gettext_lazy("changed the state of a meeting"),
    "meetings.note_attendance": gettext_lazy("noted who came"),
    "meetings.note_insight": gettext_lazy("noted an insight"),
    "meetings.record_meeting": gettext_lazy("put a meeting on record"),
    "meetings.remove_insight": gettext_lazy("removed an insight"),
    "meetings.withdraw_consent": gettext_lazy("noted that consent to a quote was withdrawn"),
    "network.grant_role": gettext_lazy("gave a role"),
    "portal.ask_subscription": gettext_lazy("asked for news by mail"),
    "portal.change_subscription": gettext_lazy("changed what news come by mail"),
    "portal.confirm_subscription": gettext_lazy("confirmed an address for news by mail"),
    "portal.forget_unconfirmed": gettext_lazy("deleted an address that nobody confirmed"),
    "portal.generate_network": gettext_lazy("made an invented network"),
    "portal.leave_subscription": gettext_lazy("ended news by mail"),
}


@dataclass(frozen=True, slots=True)
class Deed:
    """One line of the log in words."""

    who: str
    what: str
    fields: list[str]
    at: datetime


def events_of(region: Region) -> QuerySet[AuditEvent]:
    """The log of a region, the youngest line first."""
    return AuditEvent.objects.filter(region_id=region.pk).order_by("-created_at", "-pk")


def deeds(events: Any) -> list[Deed]:
    """Lines of the log in words; one query for the names of those who acted."""
    rows = list(events)
    people = {row.actor_id for row in rows if row.actor_kind == "account"}
    names = {account.pk: str(account) for account in Account.objects.filter(pk__in=people).order_by("pk")}
    return [
        Deed(_who(row, names), str(VERBS.get(row.verb, row.verb)), row.fields, row.created_at)
        for row in rows
    ]  # fmt: skip


def _who(event: AuditEvent, names: dict[Any, str]) -> str:
    if event.actor_kind == "account":
        return names.get(event.actor_id, _("somebody whose account was erased"))
    if event.actor_kind == "link":
        return _("somebody with a link")
    return _("the program") if event.actor_kind == "system" else _("a visitor")
