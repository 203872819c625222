"""Public funding lines as the formats of grants see them."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from typing import Any, Final
from uuid import UUID

from welcommune.exchange.formats.grants import Grant, Party
from welcommune.mapping.models import Certainty, FundingLine
from welcommune.network.models import Region
from welcommune.stakeholders.models import Identifier, Organisation

Numbers = dict[UUID, dict[str, str]]
SIREN: Final = 9


def public_grants(region: Region | None) -> Iterator[Grant]:
    """The confirmed lines that the public may see, of one region or of all, in a constant number of queries."""
    rows = FundingLine.plain.filter(is_public=True, certainty=Certainty.CONFIRMED)
    rows = rows.select_related("funder", "beneficiary", "action__lead", "region").order_by("created_at", "pk")
    lines = list(rows.filter(region=region) if region else rows)
    numbers = _numbers(lines)
    yield from (_grant(line, numbers) for line in lines)


def _numbers(lines: Iterable[FundingLine]) -> Numbers:
    keys = {pk for line in lines for pk in (line.funder_id, line.beneficiary_id, _lead(line)) if pk}
    found: Numbers = {}
    known = Identifier.objects.filter(organisation__in=keys, scheme__in=["siret", "rna"]).order_by("pk")
    for pk, scheme, value in known.values_list("organisation_id", "scheme", "value"):
        found.setdefault(pk, {}).setdefault(scheme, value)
    return found


def _lead(line: FundingLine) -> UUID | None:
    return line.action.lead_id if line.action else None


def _party(organisation: Organisation | None, name: str, written: str, numbers: Numbers, country: str) -> Party:
    """Who is in the register is told as there; the numbers of the line say what stands there in no place."""
    told = _by_scheme(written)
    if organisation is None:
        return Party(name, **told)
    return Party(organisation.name, **told | numbers.get(organisation.pk, {}), country=organisation.country or country)


def _by_scheme(written: str) -> dict[str, str]:
    """The numbers of a line: SIRET and RNA, and the first of another register with its name."""
    found: dict[str, str] = {}
    for number in written.split():
        schemes = {"siret": number.removeprefix("FR-INSEE-"), "rna": number.removeprefix("FR-RNA-")}
        known = [(scheme, bare) for scheme, bare in schemes.items() if bare != number]
        # A number of the whole company, without the place, is in no column of its own.
        scheme, bare = known[0] if known and len(known[0][1]) != SIREN else ("other", number)
        found.setdefault(scheme, bare)
    return found


def _grant(line: FundingLine, numbers: Numbers) -> Grant:
    """Who receives it is who is told, else who runs the action that it carries."""
    receiver = line.beneficiary or (line.action.lead if line.action and not line.beneficiary_name else None)
    country = line.region.country
    return Grant(
        id=str(line.pk), funder=_party(line.funder, line.funder_name, line.funder_numbers, numbers, country),
        recipient=_party(receiver, line.beneficiary_name, line.beneficiary_numbers, numbers, country),
        purpose=line.purpose or (line.action.name if line.action else ""), programme=line.programme,
        amount=line.amount, currency=line.currency, is_in_kind=line.is_in_kind, decided_on=line.decided_on,
        starts_on=line.starts_on, ends_on=line.ends_on,
    )  # fmt: skip


def not_shown(region: Region | None) -> Counter[str]:
    """How many lines are in no file, and why."""
    lines = FundingLine.plain.filter(region=region) if region else FundingLine.plain.all()
    shown = lines.filter(is_public=True)
    counted = {
        "not shown to the public": lines.filter(is_public=False).count(),
        "applied for or expected, not confirmed": shown.exclude(certainty=Certainty.CONFIRMED).count(),
    }
    return Counter({why: many for why, many in counted.items() if many})


def left_out(missing: Callable[[Grant], list[str]], region: Region | None) -> tuple[int, Counter[str]]:
    """How many of these lines a format cannot tell, and what it asks for that they do not say."""
    lacking = [found for grant in public_grants(region) if (found := missing(grant))]
    return len(lacking), Counter(name for found in lacking for name in found)


def written_grants(write: Callable[[Iterable[Grant]], Iterable[bytes]], region: Region | None) -> Iterable[Any]:
    """The file, of one region or of all."""
    return write(public_grants(region))
