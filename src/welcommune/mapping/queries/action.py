"""Actions at the desk and in the search: the list of a region, what was done to one, what its form chooses from."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from welcommune.accounts.models import Account
from welcommune.core.audit import field_words
from welcommune.core.models import AuditEvent, Source
from welcommune.mapping.models import Action, ActionState
from welcommune.mapping.queries.alike import merges_into
from welcommune.network.models import Region, Term
from welcommune.network.queries import EDITING, PUBLIC, through_networks, whose
from welcommune.search.models import Entry, borrows, by_language, entry_about
from welcommune.search.queries import indexed
from welcommune.stakeholders.forms.table import written_in
from welcommune.stakeholders.models import FRESH_MONTHS, STALE_MONTHS, Membership, Organisation, months_between
from welcommune.stakeholders.queries import fold, stale_on
from welcommune.stakeholders.queries.register import years_before

FILTERS = ("q", "state", "theme", "age", "shown")
# A name, its place among others, and what the search of the list looks through.
LISTED = ("pk", "name", "names", "town", "lead__name")


SHOWN_IN_SEARCH = (
    "pk", "name", "names", "language", "about", "town", "slug", "is_public", "confirmed_on", "region_id",
    "region__slug", "lead_id", "lead__name",
)  # fmt: skip


@indexed(Action)
def action_entries(actions: QuerySet[Action]) -> Iterator[Entry]:
    """Those shown to the public for everybody, the others for those who keep them; one merged away for nobody."""
    networks = through_networks()
    # Plain values: of a whole file of actions, objects would take longer than the reading.
    for action in actions.filter(merged_into__isnull=True).values_list(*SHOWN_IN_SEARCH, named=True):
        lead = [action.lead__name] if action.lead__name else []
        edit: list[Any] = ["mapping:action", {"pk": str(action.pk)}, "", EDITING]
        page: list[Any] = ["portal:action", {"region": action.region__slug, "slug": action.slug}, ""]
        yield entry_about(
            Action, action.pk, "action", page if action.is_public else edit, desk_page=edit,
            marks=whose(action.region_id, None) | networks.get(action.region_id, set())
            | {PUBLIC if action.is_public else EDITING} | borrows(action.lead_id),
            titles={action.language: action.name, **action.names},
            texts=by_language(action.about, plain=[action.town, *lead]), dated=action.confirmed_on,
        )  # fmt: skip


def freshness(action: Action) -> tuple[str, str]:
    """Waymark and word for how long ago somebody said that all is right."""
    day, today = action.confirmed_on, timezone.localdate()
    if day is None:
        return "unknown", _("never confirmed")
    age = months_between(day, today)
    if age < FRESH_MONTHS:
        return "there", _("fresh")
    return ("unknown", _("stale")) if age >= STALE_MONTHS else ("ending", _("to confirm"))


def _by_age(age: str) -> Q:
    today = timezone.localdate()
    stale, fresh = stale_on(today), Q(confirmed_on__gt=years_before(today, 1))
    return {"fresh": fresh, "stale": stale, "to_confirm": ~stale & ~fresh}.get(age, Q())


def _narrowed(region: Region, asked: Mapping[str, str]) -> QuerySet[Action]:
    rows = Action.plain.filter(_by_age(asked.get("age", "")), region=region, merged_into__isnull=True)
    if asked.get("state"):
        rows = rows.filter(state=asked["state"].replace("\x00", ""))
    if asked.get("theme"):
        rows = rows.filter(themes__code=asked["theme"].replace("\x00", ""))
    shown = {"yes": True, "no": False}.get(asked.get("shown", ""))
    return rows if shown is None else rows.filter(is_public=shown)


def actions_of(region: Region, asked: Mapping[str, str]) -> list[Any]:
    """The keys of a region's actions as filtered, by name in one alphabet."""
    words = fold(asked.get("q", "").strip()[:100])
    rows = _narrowed(region, asked).order_by("pk").values_list(*LISTED)
    fitting = [
        row
        for row in rows
        if not words or any(words in fold(text) for text in (row[1], *row[2].values(), row[3], row[4] or ""))
    ]
    return [row[0] for row in sorted(fitting, key=lambda row: (fold(row[1]), str(row[0])))]


def actions_page(asked: Mapping[str, str], keys: list[Any]) -> dict[str, Any]:
    """See ``mapping/actions.html``."""
    known = Action.plain.select_related("lead").in_bulk(keys)
    rows = [known[key] for key in keys]
    themes = Term.objects.filter(vocabulary=Term.Vocabulary.THEME)
    ages = [("fresh", _("fresh")), ("to_confirm", _("to confirm")), ("stale", _("not confirmed for two years"))]
    return {
        "rows": [(row, freshness(row)) for row in rows],
        "asked": {name: asked.get(name, "") for name in FILTERS},
        "is_filtered": any(asked.get(name) for name in FILTERS),
        "filters": [
            ("state", _("Can one join?"), list(ActionState.choices)),
            ("theme", _("Theme"), [(term.code, term.name.best()) for term in themes]),
            ("age", _("Last confirmed"), ages),
            ("shown", _("In public"), [("yes", _("yes")), ("no", _("no"))]),
        ],
    }


def form_parts(region: Region) -> dict[str, Any]:
    """What the form of an action chooses from: languages to write in, and organisations around the region."""
    seats = Membership.plain.filter(region=region, organisation__isnull=False).values("organisation")
    leads = Action.plain.filter(region=region, lead__isnull=False).values("lead")
    partners = Action.partners.through.objects.filter(action__region=region).values("organisation")
    near = Q(pk__in=seats) | Q(steward=region) | Q(pk__in=leads) | Q(pk__in=partners)
    organisations = Organisation.objects.filter(near, merged_into__isnull=True).order_by("name", "pk")
    return {"languages": written_in(region), "organisations": organisations, "region": region}


def source_of(action: Action) -> Source | None:
    """Where the record as a whole comes from, as told last."""
    return Source.objects.filter(object_id=action.pk, field="").order_by("-created_at", "-pk").first()


def history_of(action: Action) -> list[tuple[AuditEvent, str, list[str]]]:
    """What was done to the record, the youngest first, by whom, and to which fields."""
    events = list(AuditEvent.objects.filter(object_id=action.pk)[:30])
    names = Account.objects.in_bulk([event.actor_id for event in events if event.actor_id])
    return [(event, str(names.get(event.actor_id, "Welcommune")), field_words(event)) for event in events]


def record_page(action: Action) -> dict[str, Any]:
    """See ``mapping/action.html``."""
    return {
        "action": action,
        "region": action.region,
        "freshness": freshness(action),
        "history": history_of(action),
        "merges": merges_into(action),
    }
