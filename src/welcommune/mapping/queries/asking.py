"""Who is to be asked whether the record of an action is right, by which link, and what came of it."""

from collections import defaultdict
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.core import signing
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce, TruncDate
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, override

from welcommune.core.access import Actor
from welcommune.core.addresses import whole_address
from welcommune.core.errors import Refused
from welcommune.core.text import Said, language_word
from welcommune.core.ui import commas, date
from welcommune.mapping.models import (
    CORRECTED,
    Action,
    ActionAsk,
    ActionProposal,
    ActionState,
    AskAnswer,
    LanguageLevel,
    NoActionMail,
    ProposalState,
)
from welcommune.network.models import Region

ASK, LEAVE = "mapping.ask", "mapping.leave"
# More of a subject than this is not seen in a list of mails.
LONGEST_SUBJECT = 120
LINK_DAYS, YEAR = 60, timedelta(days=365)
ASK_OVER = gettext_lazy("This link has ended or was cut. Copy the whole link from the e-mail, or ask the region.")


def ask_mark(address: str) -> str:
    """What stands for an address among those that want no questions."""
    return salted_hmac("mapping.no-mail", address.strip().lower(), algorithm="sha256").hexdigest()


def asked_address(action: Action) -> str:
    """Where the question goes: the address of the action, else of the organisation that runs it."""
    return action.email or (action.lead.email if action.lead else "")


def ask_token(ask: ActionAsk) -> str:
    """A token that opens one question, for a while."""
    return signing.dumps(str(ask.pk), salt=ASK)


def ask_holder(token: str) -> Actor:
    """Who acts with the link of a question."""
    try:
        return Actor("link", UUID(signing.loads(token, salt=ASK, max_age=timedelta(days=LINK_DAYS))))
    except (signing.BadSignature, ValueError, TypeError, AttributeError) as error:
        raise Refused(ASK_OVER) from error


def ask_leave_token(address: str) -> str:
    """What ends questions to an address; it has no end, since leaving must always work."""
    return signing.dumps(ask_mark(address), salt=LEAVE)


def ask_mark_in(token: str) -> str:
    """The mark that a link for leaving stands for."""
    try:
        return str(signing.loads(token, salt=LEAVE))
    except signing.BadSignature as error:
        raise Refused(ASK_OVER) from error


HAS_ADDRESS = ~Q(email="") | Q(lead__isnull=False) & ~Q(lead__email="")


def _going_on(**where: Any) -> QuerySet[Action]:
    """Public actions that go on."""
    over = Q(state=ActionState.ENDED) | Q(ends_on__lt=timezone.localdate())
    rows = Action.plain.filter(is_public=True, merged_into__isnull=True, **where)
    return rows.exclude(over).select_related("lead", "region").order_by("pk")


def _to_be_asked(**where: Any) -> QuerySet[Action]:
    """Public actions that go on, have an address, and were not asked about within a year."""
    lately = ActionAsk.plain.filter(action=OuterRef("pk"), asked_on__gt=timezone.localdate() - YEAR)
    return _going_on(**where).filter(HAS_ADDRESS, ~Exists(lately))


def silent_actions(region: Region) -> QuerySet[Action]:
    """What nobody can be asked about by mail, for there is no address: neither its own nor that of who runs it."""
    return _going_on(region=region).exclude(HAS_ADDRESS).order_by("name", "pk")


def due_actions() -> QuerySet[Action]:
    """What nobody has confirmed for a year, or put on record within it."""
    known = _to_be_asked().annotate(known_on=Coalesce("confirmed_on", TruncDate("created_at")))
    return known.filter(known_on__lte=timezone.localdate() - YEAR)


def unasked_actions(region: Region) -> QuerySet[Action]:
    """What a facilitator may ask about now: what is not confirmed within a year."""
    fresh = Q(confirmed_on__gt=timezone.localdate() - YEAR)
    return _to_be_asked(region=region).exclude(fresh)


def by_address(rows: QuerySet[Action]) -> dict[str, list[Action]]:
    """The actions that one mail speaks of, by address; without those that want no mail. Two queries."""
    found: dict[str, list[Action]] = defaultdict(list)
    for row in rows:
        found[asked_address(row).lower()].append(row)
    marks = {ask_mark(address): address for address in found}
    unwanted = NoActionMail.objects.filter(mark__in=marks).order_by("pk").values_list("mark", flat=True)
    gone = {marks[mark] for mark in unwanted}
    return {address: actions for address, actions in found.items() if address not in gone}


def _language_of(region: Region) -> str:
    return next((code for code in region.languages if code in dict(settings.LANGUAGES)), settings.LANGUAGE_CODE)


def ask_mail(address: str, asks: list[ActionAsk]) -> dict[str, Any]:
    """The mail that asks about all actions of one address, as the mail program of the house takes it."""
    region = asks[0].region
    with override(_language_of(region)):
        leave = whole_address("mapping:ask_leave", token=ask_leave_token(address))
        links = [whole_address("mapping:ask", token=ask_token(ask)) for ask in asks]
        subject = ngettext("Is this still right?", "Are these %(n)s still right?", len(asks)) % {"n": len(asks)}
        subject = Truncator(f"{subject} {commas(ask.action.name for ask in asks)}").chars(LONGEST_SUBJECT)
        shown = {
            "rows": list(zip((ask.action for ask in asks), links, strict=True)), "region": region.name.best(),
            "leave": leave, "days": LINK_DAYS,
        }  # fmt: skip
        body = render_to_string("mapping/mail/still_right.txt", shown)
    return {"to": address, "reply_to": region.contact_email, "subject": subject, "body": body, "leave": leave}


def ask_page(ask: ActionAsk) -> dict[str, Any]:
    """See ``mapping/ask.html``."""
    closed = _("Thank you. Nothing is left for you to do.") if ask.answer else ""
    shown = {"ask": ask, "action": ask.action, "region": ask.region, "closed": closed}
    return shown if closed else shown | {"told": _told(ask.action)}


def _told(action: Action) -> list[tuple[str, Said | str]]:
    """What the record says, with its labels: whoever says that all of it is right has seen all of it."""
    levels = dict.fromkeys(str(LanguageLevel(end).label) for end in (action.level_from, action.level_to) if end)
    live_in = commas(action.places.order_by("name", "pk").values_list("name", flat=True))
    cost = str(action.get_cost_display()) if action.cost else ""
    rows: list[tuple[str, Said | str]] = [
        (_("What it is"), action.about.best()),
        (_("Run by"), action.lead.name if action.lead else ""),
        (_("Together with"), commas(action.partners.order_by("name", "pk").values_list("name", flat=True))),
        (_("Can one join?"), str(action.get_state_display()) if action.state else ""),
        (_("For whom"), commas(action.groups.all())),
        (_("Legal situations accepted"), _accepted(action)),
        (_("Languages spoken there"), commas(language_word(code) for code in action.languages)),
        (_("Language level"), " – ".join(levels)),
        (_("Who may come"), str(action.get_referral_display()) if action.referral else ""),
        (_("Place"), commas([action.address, f"{action.postcode} {action.town}".strip()])),
        (_("For people who live in"), live_in or (str(action.get_serves_display()) if action.serves else "")),
        (_("When"), action.schedule),
        (_("From"), date(action.starts_on) if action.starts_on else ""),
        (_("Until"), date(action.ends_on) if action.ends_on else ""),
        (_("How to join"), action.joining.best()),
        (_("Cost"), commas([cost, action.cost_note])),
        (_("For how many people at once"), str(action.capacity or "")),
        (_("Telephone"), action.phone), (_("E-mail"), action.email), (_("Website"), action.website),
    ]  # fmt: skip
    return [(label, value) for label, value in rows if (value if isinstance(value, str) else value.text)]


def _accepted(action: Action) -> str:
    """Which legal situations are accepted; where nobody told, that is said, since it matters most."""
    if action.is_for_everybody:
        return _("all, asylum seekers too")
    return commas(action.situations.all()) or _("not told")


def campaign_page(region: Region) -> dict[str, Any]:
    """See ``mapping/asked.html``: who was asked within a year, who answered what, who is silent."""
    asks = ActionAsk.plain.filter(region=region, asked_on__gt=timezone.localdate() - YEAR)
    rows = list(asks.select_related("action__lead").order_by("asked_on", "action__name", "pk"))
    to_ask = unasked_actions(region)
    return {
        "region": region,
        "rows": [(ask, AskAnswer(ask.answer).label if ask.answer else "") for ask in rows],
        "asked": len(rows),
        "answered": sum(1 for ask in rows if ask.answer),
        "to_ask": to_ask.count(),
        "no_address": list(silent_actions(region)),
    }


def open_proposals(region: Region) -> QuerySet[ActionProposal]:
    """Corrections that wait, the oldest first."""
    rows = ActionProposal.plain.filter(region=region, state=ProposalState.OPEN)
    return rows.select_related("action", "ask").order_by("created_at", "pk")


def proposals_page(region: Region, rows: QuerySet[ActionProposal]) -> dict[str, Any]:
    """See ``mapping/proposals.html``: each correction with (field in words, what stands, what is proposed)."""
    return {"region": region, "rows": [(row, _differences(row)) for row in rows]}


def _differences(row: ActionProposal) -> list[tuple[str, str, str]]:
    found = []
    for name in CORRECTED:
        if name in row.changes:
            field = Action._meta.get_field(name)
            words = {str(value): str(label) for value, label in getattr(field, "choices", None) or ()}
            now, then = (str(value) for value in (getattr(row.action, name), row.changes[name]))
            found.append((str(getattr(field, "verbose_name", name)), words.get(now, now), words.get(then, then)))
    return found
