"""Funding lines at the desk: the list with its filters, one line with its history, what its form chooses from."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from babel import Locale
from babel.numbers import format_currency
from django.db.models import F, Q, QuerySet
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from welcommune.accounts.models import Account
from welcommune.core.access import Actor, allowed
from welcommune.core.audit import field_words
from welcommune.core.models import AuditEvent
from welcommune.core.ui import commas
from welcommune.mapping.models import Action, Certainty, FundingLevel, FundingLine
from welcommune.mapping.sums.money import Amount, Band, Sums, When, by_when, overlapping, sums_of
from welcommune.network.models import Region, Term
from welcommune.network.rules import record_in_region
from welcommune.stakeholders.models import Membership, Organisation
from welcommune.stakeholders.queries import fold
from welcommune.stakeholders.queries.register import years_before

FILTERS = ("q", "level", "certainty", "theme", "funder", "ends")
MARKS = {Certainty.CONFIRMED: "there", Certainty.APPLIED: "ending", Certainty.EXPECTED: "unknown"}
DEEDS: dict[str, Promise] = {
    "mapping.record_funding": gettext_lazy("recorded"), "mapping.change_funding": gettext_lazy("changed"),
    "mapping.confirm_funding": gettext_lazy("confirmed"),
    "exchange.make_record": gettext_lazy("made by a file that was brought in"),
    "exchange.change_record": gettext_lazy("changed by a list that was brought in"),
    "exchange.put_record_back": gettext_lazy("put back as before the list"),
}  # fmt: skip


def money(value: Decimal, currency: str) -> str:
    """An amount with its currency; cents only where there are any."""
    locale = Locale(get_language() or "en")
    if value != int(value):
        return format_currency(value, currency, locale=locale)
    whole = locale.currency_formats["standard"].pattern.replace(".00", "")
    return format_currency(value, currency, whole, locale=locale, currency_digits=False)


def in_a_year(day: date) -> date:
    """The same day a year later; of the 29th of February the 28th."""
    return years_before(day, -1)


def lines_of(region: Region) -> QuerySet[FundingLine]:
    """The lines of a region with all that is told of them, in a constant number of queries."""
    rows = FundingLine.plain.filter(region=region).select_related("action", "funder", "beneficiary")
    return rows.prefetch_related("themes", "action__themes")


def public_lines(region: Region) -> QuerySet[FundingLine]:
    """The lines of a region that may be shown to the public, the first to end first and those without an end last."""
    rows = FundingLine.plain.filter(region=region, is_public=True).select_related("funder", "action")
    return rows.order_by(F("ends_on").asc(nulls_last=True), "funder_name", "pk")


def public_purpose(line: FundingLine) -> str:
    """What the money is for: the action where the public may know it, else the purpose."""
    return line.action.name if line.action and line.action.is_public else line.purpose


def themes_of(line: FundingLine) -> list[Term]:
    """The themes of a line and of the action that it carries, each once."""
    own = [*line.themes.all(), *(line.action.themes.all() if line.action else ())]
    return list({term.pk: term for term in own}.values())


def _by_end(wanted: str) -> Q:
    today = timezone.localdate()
    return {
        "year": Q(ends_on__range=(today, in_a_year(today))),
        "over": Q(ends_on__lt=today),
        "open": Q(ends_on__isnull=True),
    }.get(wanted, Q())


def _holds(line: FundingLine, words: str) -> bool:
    texts = (line.funder_label, line.beneficiary_label, line.programme, line.purpose, str(line.action or ""))
    return any(words in fold(text) for text in texts)


def funding_lines(region: Region, asked: Mapping[str, str]) -> list[FundingLine]:
    """The lines that fit what is asked for, the first to end first and those without an end last."""
    rows = lines_of(region).filter(_by_end(asked.get("ends", "")))
    for name in ("level", "certainty"):
        if wanted := asked.get(name, "").replace("\x00", ""):
            rows = rows.filter(**{name: wanted})
    if theme := asked.get("theme", "").replace("\x00", ""):
        rows = rows.filter(Q(themes__code=theme) | Q(action__themes__code=theme)).distinct()
    words, funder = fold(asked.get("q", "").strip()[:100]), fold(asked.get("funder", "")[:300])
    found = [
        line for line in rows
        if (not words or _holds(line, words)) and (not funder or fold(line.funder_label) == funder)
    ]  # fmt: skip
    return sorted(found, key=lambda line: (line.ends_on or date.max, fold(line.funder_label), line.pk))


def amount_words(line: Amount) -> str:
    """What is known of the amount, for a person to read."""
    low, high = line.amount_from, line.amount_to
    if line.amount is not None:
        return money(line.amount, line.currency)
    return band_words(low, high, line.currency) if (low, high) != (None, None) else _("not stated")


def band_words(low: Any, high: Any, currency: str) -> str:
    """A band, for a person to read; a side may be open."""
    if low is None:
        return _("up to %(high)s") % {"high": money(high, currency)}
    if high is None:
        return _("at least %(low)s") % {"low": money(low, currency)}
    return _("%(low)s to %(high)s") % {"low": money(low, currency), "high": money(high, currency)}


def money_words(amounts: Mapping[str, Any]) -> str:
    """Sums of several currencies, one after the other, never added up."""
    return commas(money(value, code) for code, value in sorted(amounts.items()))


def bands_words(bands: Mapping[str, Band]) -> str:
    """What the bands of each currency come to together."""
    return commas(
        f"{band_words(band.low, band.high, code)} ({band.count})" for code, band in sorted(bands.items())
    )  # fmt: skip


def sum_facts(sums: Sums) -> list[tuple[str, str]]:
    """The figures above a list: each kind of money apart, those that there are."""
    told = [
        (_("Confirmed"), money_words(sums.confirmed)), (_("Applied for or expected"), money_words(sums.hoped)),
        (_("As bands"), bands_words(sums.bands)), (_("In kind"), money_words(sums.in_kind)),
        (_("Amount not stated"), str(sums.unstated or "")),
    ]  # fmt: skip
    return [(label, words) for label, words in told if words]


def dated_facts(lines: Sequence[FundingLine], today: date) -> list[tuple[str, str]]:
    """The figures above a list, and how much of what is confirmed runs, is to come or over, unless all of it runs.

    A line without any day is none of these: nobody knows.
    """
    facts = sum_facts(whole := sums_of(lines))
    dated = {one: sums.confirmed for one, sums in by_when(lines, today).items()}
    if whole.confirmed in ({}, dated.get(When.RUNNING)):
        return facts
    labels = {
        When.RUNNING: _("Of it running today"), When.TO_COME: _("Of it to come"), When.OVER: _("Of it over")
    }  # fmt: skip
    told = [(label, money_words(dated.get(one, {}))) for one, label in labels.items()]
    return [*facts[:1], *((label, words) for label, words in told if words), *facts[1:]]


def overlaps(lines: Iterable[FundingLine]) -> Mapping[Any, list[Any]]:
    """Lines of one funder, programme and purpose for the same action or receiver whose periods share days."""
    return overlapping([(line.pk, _purpose_key(line), (line.starts_on, line.ends_on)) for line in lines])


def _purpose_key(line: FundingLine) -> tuple[str, ...]:
    texts = (line.funder_label, line.programme, line.purpose, line.beneficiary_label)
    return (str(line.action_id or ""), *(fold(text) for text in texts))


def funding_page(
    region: Region, actor: Actor, asked: Mapping[str, str], found: Sequence[FundingLine], shown: Sequence[FundingLine]
) -> dict[str, Any]:
    """See ``mapping/funding.html``."""
    twice = overlaps(found)
    return {
        "region": region,
        "rows": [(line, amount_words(line), MARKS[Certainty(line.certainty)], line.pk in twice) for line in shown],
        "overlapping": len(twice),
        "sums": dated_facts(found, timezone.localdate()),
        "asked": {name: asked.get(name, "") for name in FILTERS},
        "filters": _filters(region),
        "can_record": allowed(actor, record_in_region, region),
        "today": timezone.localdate(),
    }


def _filters(region: Region) -> list[tuple[Any, ...]]:
    themes = Term.objects.filter(vocabulary=Term.Vocabulary.THEME)
    pairs = FundingLine.plain.filter(region=region).order_by().values_list("funder__name", "funder_name").distinct()
    names = sorted({known or written for known, written in pairs if known or written}, key=fold)
    ends = [("year", _("within 12 months")), ("over", _("already over")), ("open", _("no last day"))]
    return [
        ("level", _("Where the money comes from"), FundingLevel.choices),
        ("funder", _("Funder"), [(name, name) for name in names]),
        ("theme", _("Theme"), [(term.code, term.name.best()) for term in themes]),
        ("certainty", _("How sure is it?"), Certainty.choices),
        ("ends", _("Ends"), ends),
    ]


def funding_parts(region: Region, line: FundingLine | None = None) -> dict[str, Any]:
    """What the form of a line chooses from: who sits at the table or is looked after here, and what the line holds."""
    seats = Membership.plain.filter(region=region, organisation__isnull=False)
    near = Q(steward=region) | Q(pk__in=seats.values("organisation"))
    actions = Action.plain.filter(region=region)
    current = Q(merged_into__isnull=True)
    if line:
        near |= Q(pk__in=[pk for pk in (line.funder_id, line.beneficiary_id) if pk])
        current |= Q(pk=line.action_id)
    return {
        "organisations": Organisation.objects.filter(near, merged_into__isnull=True).order_by("name", "pk"),
        "actions": actions.filter(current).order_by("name", "pk"),
        "used": line.currency if line else "",
    }


def funding_record(line: FundingLine) -> dict[str, Any]:
    """What stands beside the form of a line: what it overlaps with, and who changed what."""
    twice = overlaps(lines_of(line.region)).get(line.pk, [])
    others = FundingLine.plain.filter(pk__in=twice).select_related("funder").order_by("starts_on", "pk")
    return {"others": [(other, amount_words(other)) for other in others], "history": _history(line.pk)}


def _history(pk: UUID) -> list[tuple[str, list[str], Any, str]]:
    events = list(AuditEvent.objects.filter(object_id=pk)[:30])
    names = Account.objects.in_bulk([event.actor_id for event in events if event.actor_id])
    return [
        (str(DEEDS.get(event.verb, DEEDS["mapping.change_funding"])), field_words(event), event.created_at,
         str(names.get(event.actor_id, "Welcommune")))
        for event in events
    ]  # fmt: skip
