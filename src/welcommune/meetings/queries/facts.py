"""The record of one meeting, read out in one language for the prose engine."""

from django.db.models import Q
from django.utils import timezone

from welcommune.core.text import Translated
from welcommune.meetings.models import Insight, InsightKind, Meeting, MeetingKind, MeetingState, Unit
from welcommune.meetings.prose import (
    CategoryFact,
    CountFact,
    InsightFact,
    NetworkFact,
    NextFact,
    QuoteFact,
    RegionFact,
    ReportFacts,
    TrainingFact,
)
from welcommune.meetings.queries.pages import hidden_categories, is_few, is_of_category, quotes_of
from welcommune.meetings.queries.totals import public_totals
from welcommune.network.models import Participation, Region
from welcommune.stakeholders.models import NetworkPartner


def report_facts(meeting: Meeting, language: str, region_url: str) -> ReportFacts:
    """All that the record says of ``meeting``, texts in ``language``; ``region_url`` is the regional page."""
    part = Participation.objects.filter(network=meeting.network, region=meeting.region).first()
    promised = part.roundtables_promised if part and meeting.kind == MeetingKind.ROUNDTABLE else None
    standing = meeting.organisers.filter(organisation__merged_into__isnull=True).select_related("organisation")
    organisers = tuple(row.organisation.name for row in standing)
    return ReportFacts(
        network=_network(meeting, language),
        kind=meeting.kind,
        day=meeting.day,
        region=_region(meeting.region, language) if meeting.region else None,
        number=meeting.number,
        promised=promised,
        starts_at=meeting.starts_at,
        ends_at=meeting.ends_at,
        zone_name=meeting.zone,
        duration_minutes=meeting.lasted,
        mode=meeting.mode,
        place=meeting.place,
        organisers=organisers,
        lead=_lead(meeting, organisers),
        counts=_counts(meeting),
        categories=_categories(meeting, language),
        agenda=tuple(item.title.in_(language) for item in meeting.agenda.all() if item.title.in_(language)),
        breakouts=meeting.breakouts,
        insights=_insights(meeting, language),
        quote=_quote(meeting),
        trainings=_trainings(meeting, language),
        next=_next(meeting, part),
        region_url=region_url,
    )


def _network(meeting: Meeting, language: str) -> NetworkFact:
    network = meeting.network
    regions = network.participations.count()
    return NetworkFact(
        name=network.name,
        platform_name=network.platform_name.in_(language),
        other_regions=regions - 1 if regions > 1 and meeting.region else None,
        boilerplate=network.boilerplate.in_(language),
        funding=network.funding_statement.in_(language),
    )


def _region(region: Region, language: str) -> RegionFact:
    forms = region.forms.get(language, {})
    return RegionFact(
        name=region.name.best(language).text,
        of=forms.get("of", ""),
        in_=forms.get("in", ""),
        kind=region.kind.in_(language),
        parent=region.part_of.in_(language),
    )


def _lead(meeting: Meeting, organisers: tuple[str, ...]) -> str:
    leads = NetworkPartner.objects.filter(network=meeting.network, part=NetworkPartner.Part.LEAD)
    names = leads.values_list("organisation__name", flat=True).order_by("order", "pk")
    return next((name for name in names if name in organisers), "")


def _counts(meeting: Meeting) -> tuple[CountFact, ...]:
    plain, _is_hidden = public_totals(meeting)
    return tuple(CountFact(row.low, row.high, _unit(row.unit), row.moment) for row in plain)  # type: ignore[arg-type]


def _unit(unit: str) -> str:
    return Unit(unit).value


def _categories(meeting: Meeting, language: str) -> tuple[CategoryFact, ...]:
    counts = list(meeting.counts.select_related("category"))
    numbers = {row.category_id: row for row in counts if is_of_category(row)}
    hidden, facts = hidden_categories(counts), []
    for row in meeting.categories.select_related("category"):
        number = numbers.get(row.category_id)
        is_hidden = row.category_id in hidden
        count = None if number is None or is_hidden else CountFact(number.low, number.high, _unit(number.unit))  # type: ignore[arg-type]
        degree = "few" if number and is_hidden and is_few(number) else row.degree
        facts.append(CategoryFact(row.category.code, degree, count, row.detail.in_(language)))  # type: ignore[arg-type]
    return tuple(facts)


def _insights(meeting: Meeting, language: str) -> tuple[InsightFact, ...]:
    spoken = Insight.objects.filter(meeting=meeting).exclude(kind=InsightKind.QUOTE)
    return tuple(InsightFact(row.pk, row.kind, row.text.in_(language)) for row in spoken)


def _quote(meeting: Meeting) -> QuoteFact | None:
    shown = [quote for quote in quotes_of(Insight.objects.filter(meeting=meeting)).values() if quote.text]
    return QuoteFact(shown[0].id) if shown else None


def _trainings(meeting: Meeting, language: str) -> tuple[TrainingFact, ...]:
    inside = Meeting.objects.filter(parent=meeting, kind=MeetingKind.TRAINING)
    titled = ((row, Translated(row.title).in_(language)) for row in inside.order_by("pk"))
    return tuple(TrainingFact(title, row.duration_minutes) for row, title in titled)


def _next(meeting: Meeting, part: Participation | None) -> NextFact:
    if part is None or meeting.kind != MeetingKind.ROUNDTABLE or meeting.number is None:
        return NextFact(trainings=meeting.announces_trainings, call=meeting.announces_call)
    later = Meeting.objects.filter(
        Q(region=meeting.region), kind=meeting.kind, network=meeting.network, number=meeting.number + 1
    ).first()
    known = later and later.state in {MeetingState.PLANNED, MeetingState.OPEN} and later.day >= timezone.localdate()
    return NextFact(
        roundtables_left=_left(part, meeting.number),
        last_year=_last_year(part, meeting),
        trainings=meeting.announces_trainings,
        call=meeting.announces_call,
        next_date=later.day if later and known else None,
    )


def _left(part: Participation, number: int) -> int | None:
    """How many roundtables of those promised are to come; a meeting beyond the promise ends no series."""
    promised = part.roundtables_promised
    return promised - number if promised and number <= promised else None


def _last_year(part: Participation, meeting: Meeting) -> int | None:
    """The year of the last roundtable, unless it has passed before the meeting."""
    return part.last_year if part.last_year and part.last_year >= meeting.day.year else None
