"""What is public of actions and those who run them, as files tell of it: where a place is sensitive, the town only."""

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Final
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils import timezone

from welcommune.core.models import ExternalId, Source
from welcommune.exchange.formats.offer import Body, Offer, OfferWriter
from welcommune.exchange.queries.terms import crosswalk_of
from welcommune.mapping.models import Action, ActionKind, ActionState, Serves
from welcommune.network.models import Region, RegionCode
from welcommune.stakeholders.models import IdentifierScheme, Organisation

AT_ONCE = 1000
HERE = "welcommune"
# What an action may tell that some format cannot.
TOLD: Final[dict[str, Q]] = {
    "partners": Q(partners__isnull=False),
    "name in other languages": ~Q(names={}),
    "language of the name and texts: not French": ~Q(language="fr"),
    "reach: comes to the towns (the towns, or the department, are written)": Q(serves=Serves.TRAVELLING),
    "languages spoken": ~Q(languages=[]),
    "language level": ~Q(level_from="") | ~Q(level_to=""),
    "number of places": Q(capacity__isnull=False),
    "first and last day": Q(starts_on__isnull=False) | Q(ends_on__isnull=False),
    "state: open, waiting list, seasonal": Q(
        state__in=[ActionState.OPEN, ActionState.WAITING, ActionState.SEASONAL]
    ),
    "ended or planned: the action is not in the file": Q(state__in=[ActionState.ENDED, ActionState.PLANNED]),
    "kind: mentoring, meeting local people (the nearest is written)": Q(
        kind__in=[ActionKind.MENTORING, ActionKind.ENCOUNTER]
    ),
    "sensitive place (the town is written, and nothing finer)": Q(is_sensitive=True),
}  # fmt: skip


def names_of_bodies(format: str) -> str:
    """The source of the external ids of organisations: they may have the name of an offer of the same file."""
    return f"{format} organisation"


def own_key(row: Action | Organisation | Region, by_id: bool) -> str:
    """What a record is called in a file when it has no name there of its own."""
    return str(row.pk) if by_id else f"{HERE}--{row.slug}"


def own_records(
    model: type[Action] | type[Organisation] | type[Region], keys: Iterable[str], by_id: bool
) -> dict[str, UUID]:
    """The records that went out under these keys."""
    rows = model._base_manager.order_by("pk")
    if by_id:
        wanted = {str(key): key for name in keys if (key := _identifier(name))}
        return {str(pk): pk for pk in rows.filter(pk__in=wanted.values()).values_list("pk", flat=True)}
    slugs = [key.removeprefix(f"{HERE}--") for key in keys if key.startswith(f"{HERE}--")]
    return {f"{HERE}--{slug}": pk for slug, pk in rows.filter(slug__in=slugs).values_list("slug", "pk")}


def _identifier(name: str) -> UUID | None:
    try:
        return UUID(name)
    except ValueError:
        return None


def _shown(region: Region | None) -> QuerySet[Action]:
    actions = Action.objects.filter(is_public=True, merged_into__isnull=True)
    return actions.filter(region=region) if region else actions


def not_shown(region: Region | None) -> Counter[str]:
    """How many actions are in no file, and why."""
    actions = Action.objects.filter(is_public=False, merged_into__isnull=True)
    many = (actions.filter(region=region) if region else actions).count()
    return Counter({"not shown to the public": many} if many else {})


def not_held(format: OfferWriter, region: Region | None) -> Counter[str]:
    """What of the actions of a file its format cannot tell: how many actions have it."""
    actions = _shown(region).order_by()
    counted = {name: actions.filter(TOLD[name]).distinct().count() for name in TOLD if name in format.lacks}
    return Counter({name: many for name, many in counted.items() if many})


def written(format: OfferWriter, region: Region | None) -> Iterable[bytes]:
    """A file in a format, part by part."""
    actions = _shown(region)
    return format.write(_bodies(format, actions), _offers(format, actions), crosswalk_of(format.words))


def _external(source: str, keys: Iterable[UUID]) -> dict[UUID, str]:
    rows = ExternalId.objects.filter(source=source, object_id__in=list(keys)).order_by("-value")
    return dict(rows.values_list("object_id", "value"))


def _sources(keys: Iterable[UUID]) -> dict[UUID, tuple[str, str]]:
    rows = Source.objects.filter(object_id__in=list(keys), field="").order_by("-created_at", "-pk")
    return {pk: (text, url) for pk, text, url in rows.values_list("object_id", "text", "url")}


def _by_thousands(rows: QuerySet[Organisation]) -> Iterator[list[Organisation]]:
    keys = list(rows.order_by("pk").values_list("pk", flat=True))
    for start in range(0, len(keys), AT_ONCE):
        yield list(rows.filter(pk__in=keys[start : start + AT_ONCE]).order_by("pk"))


def _bodies(format: OfferWriter, actions: QuerySet[Action]) -> Iterator[Body]:
    """Those who run one of these actions; for actions that nobody is named for, their region."""
    leads = Organisation.objects.filter(pk__in=actions.order_by().values("lead"))
    for some in _by_thousands(leads.prefetch_related("identifiers")):
        names, sources = (
            _external(names_of_bodies(format.name), (row.pk for row in some)),
            _sources(row.pk for row in some),
        )
        for row in some:
            producer, url = sources.get(row.pk, (HERE, "")) if row.pk in names else (HERE, "")
            yield _body(row, names.get(row.pk) or own_key(row, format.by_id), producer, url)
    for region in Region.objects.filter(pk__in=actions.filter(lead=None).order_by().values("region")).order_by("slug"):
        yield Body(key=own_key(region, format.by_id), name=str(region.name), dated=region.changed_at.date().isoformat())


def _body(row: Organisation, name: str, producer: str, url: str) -> Body:
    numbers = {each.scheme: each.value for each in row.identifiers.all()}
    hidden = row.is_sensitive
    return Body(
        key=name, name=row.name, about=row.about.best(row.language).text,
        siret=numbers.get(IdentifierScheme.SIRET, ""), address="" if hidden else row.address,
        postcode="" if hidden else row.postcode, town=row.town, website=row.website, email=row.email, phone=row.phone,
        producer=producer, url=url,
        dated=(row.confirmed_on or row.changed_at.date()).isoformat(),
    )  # fmt: skip


def _offers(format: OfferWriter, actions: QuerySet[Action]) -> Iterator[Offer]:
    territories = dict(
        RegionCode.objects.filter(system="NUTS", vintage__gt="").order_by("-code").values_list("region", "code")
    )
    keys = list(actions.order_by("pk").values_list("pk", flat=True))
    related = actions.select_related("region", "lead", "place").prefetch_related(
        "themes", "groups", "situations", "places"
    )
    for start in range(0, len(keys), AT_ONCE):
        rows = list(related.filter(pk__in=keys[start : start + AT_ONCE]).order_by("pk"))
        names, sources = _external(format.name, (row.pk for row in rows)), _sources(row.pk for row in rows)
        leads = _external(names_of_bodies(format.name), {row.lead_id for row in rows if row.lead_id})
        for row in rows:
            lead = row.lead or row.region
            key = names.get(row.pk) or own_key(row, format.by_id)
            offer = _offer(row, key, leads.get(lead.pk) or own_key(lead, format.by_id))
            offer.producer, offer.url = sources.get(row.pk, (HERE, "")) if row.pk in names else (HERE, "")
            offer.territory = territories.get(row.region_id, "")
            offer.kept = row.kept.get(format.name, {}).get("as", {})
            yield offer


def _offer(row: Action, name: str, lead: str) -> Offer:
    hidden = row.is_sensitive
    return Offer(
        key=name, name=row.name, language=row.language,
        about=row.about.best(row.language).text,
        lead=lead, kind=row.kind, themes=tuple(term.code for term in row.themes.all()),
        groups=tuple(term.code for term in row.groups.all()), languages=tuple(row.languages), serves=row.serves,
        is_for_everybody=row.is_for_everybody, situations=tuple(term.code for term in row.situations.all()),
        level_from=row.level_from, level_to=row.level_to, capacity=row.capacity,
        starts_on=row.starts_on.isoformat() if row.starts_on else "",
        ends_on=row.ends_on.isoformat() if row.ends_on else "",
        served=tuple(place.code for place in row.places.all()),
        town=row.town, postcode="" if hidden else row.postcode, code=row.place.code if row.place else "",
        address="" if hidden else row.address, latitude=None if hidden else row.latitude,
        longitude=None if hidden else row.longitude, schedule=row.schedule,
        state=row.state_on(timezone.localdate()), cost=row.cost, cost_note=row.cost_note,
        joining=row.joining.best(row.language).text, referral=row.referral,
        website=row.website, email=row.email, phone=row.phone, is_sensitive=hidden,
        dated=(row.confirmed_on or row.changed_at.date()).isoformat(),
    )  # fmt: skip
