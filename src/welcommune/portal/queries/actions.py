"""What is offered to newcomers in a region, for the public: the directory with its filters, and the page of one."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet, TextField
from django.db.models.functions import Cast
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from welcommune.core.addresses import whole_address
from welcommune.core.models import Source
from welcommune.core.qr import Square, qr_square
from welcommune.core.text import READ_LANGUAGES, language_word
from welcommune.mapping.models import Action, ActionState, Cost, LanguageLevel, Serves
from welcommune.network.models import Region, Term
from welcommune.network.queries import sources_of
from welcommune.stakeholders.models import FRESH_MONTHS, STALE_MONTHS, Organisation, months_between
from welcommune.stakeholders.queries import fold

FILTERS = ("place", "theme", "language", "situation", "open")
ANYWHERE = (Serves.REGION, Serves.ONLINE, Serves.TRAVELLING)
ON_REGION_PAGE = 6


def offered(region: Region, day: date) -> QuerySet[Action]:
    """The public actions of a region that are not over."""
    there = Action.plain.filter(region=region, is_public=True, merged_into__isnull=True)
    return there.exclude(state=ActionState.ENDED).filter(Q(ends_on__isnull=True) | Q(ends_on__gte=day))


def _open_on(day: date) -> Q:
    return Q(state=ActionState.OPEN) & (Q(starts_on__isnull=True) | Q(starts_on__lte=day))


def _at(place: str) -> Q:
    """Actions that happen in a town, are for the people there, or come there."""
    served = Action.places.through.objects.filter(place__name=place)
    return Q(town=place) | Q(pk__in=served.values("action")) | Q(serves__in=ANYWHERE)


def _accepts(situation: str) -> Q:
    told = Action.situations.through.objects.filter(term__code=situation)
    return Q(is_for_everybody=True) | Q(pk__in=told.values("action"))


def _asked(asked: Mapping[str, str]) -> dict[str, str]:
    return {name: asked.get(name, "")[:120].replace("\x00", "") for name in FILTERS}


def found_actions(region: Region, asked: Mapping[str, str]) -> QuerySet[Action]:
    """The actions that fit the filters of the address, those that one can join now first."""
    told, day = _asked(asked), timezone.localdate()
    rows = offered(region, day)
    if told["place"]:
        rows = rows.filter(_at(told["place"]))
    if told["theme"]:
        themed = Action.themes.through.objects.filter(term__code=told["theme"])
        rows = rows.filter(pk__in=themed.values("action"))
    if told["language"]:
        # Both databases keep the list as text in which each code stands between quotes.
        rows = rows.alias(spoken=Cast("languages", TextField())).filter(spoken__contains=f'"{told["language"]}"')
    if told["situation"]:
        rows = rows.filter(_accepts(told["situation"]))
    if told["open"]:
        rows = rows.filter(_open_on(day))
    return rows.select_related("lead").order_by("name", "pk")


def _by_words(choices: Any) -> list[tuple[str, str]]:
    return sorted(((value, str(word)) for value, word in choices), key=lambda choice: fold(choice[1]))


def _filters(region: Region) -> list[tuple[Any, ...]]:
    """What narrows the directory; only what leads to something is offered."""
    there = offered(region, timezone.localdate())
    facets = list(there.order_by("pk").values_list("town", "languages"))
    of_those = {"action__in": there.order_by().values("pk")}
    used = Q(pk__in=Action.themes.through.objects.filter(**of_those).values("term"))
    words = list(Term.objects.filter(used | Q(vocabulary=Term.Vocabulary.SITUATION)))
    themes, situations = (
        [(term.code, str(term.name.best())) for term in words if term.vocabulary == vocabulary]
        for vocabulary in (Term.Vocabulary.THEME, Term.Vocabulary.SITUATION)
    )
    spoken = {code for _town, languages in facets for code in languages}
    return [
        ("place", _("Town"), _by_words((town, town) for town in {town for town, _languages in facets if town})),
        ("theme", _("Theme"), themes),
        ("language", _("Language spoken there"), _by_words((code, READ_LANGUAGES.get(code, code)) for code in spoken)),
        ("situation", _("Your legal situation"), situations if facets else []),
        ("open", _("Can one join?"), [("now", _("yes, now"))] if facets else []),
    ]


def directory_page(region: Region, asked: Mapping[str, str], rows: Any) -> dict[str, Any]:
    """See ``portal/actions.html``."""
    told = _asked(asked)
    return {
        "region": region,
        "rows": [ActionLine(row) for row in rows],
        "asked": told,
        "is_filtered": any(told.values()),
        "filters": _filters(region),
        "code": qr_square(whole_address("portal:actions", region=region.slug)),
    }


def region_actions(region: Region) -> list["ActionLine"]:
    """The first actions, for the page of the region."""
    rows = offered(region, timezone.localdate()).select_related("lead").order_by("name", "pk")
    return [ActionLine(row) for row in rows[:ON_REGION_PAGE]]


@dataclass(frozen=True)
class ActionLine:
    """An action as lists show it."""

    action: Action

    @property
    def joining(self) -> tuple[str, str]:
        """Waymark and words: whether one can join now."""
        action, today = self.action, timezone.localdate()
        if action.ends_on and action.ends_on < today:
            return "none", str(ActionState.ENDED.label)
        mark = {
            ActionState.OPEN: "there", ActionState.WAITING: "ending", ActionState.SEASONAL: "ending",
            ActionState.PLANNED: "planned", ActionState.ENDED: "none",
        }.get(ActionState(action.state), "unknown") if action.state else "unknown"  # fmt: skip
        return mark, str(action.get_state_display()) or _("Ask whether one can join")

    @property
    def languages(self) -> list[str]:
        """The languages spoken there, in the reader's words."""
        return [language_word(code) for code in self.action.languages]

    @property
    def level(self) -> str:
        """The language levels."""
        ends = [self.action.level_from, self.action.level_to]
        return " – ".join(dict.fromkeys(str(LanguageLevel(end).label) for end in ends if end))

    @property
    def freshness(self) -> tuple[str, str]:
        """Waymark and words: when somebody last said that all this is right."""
        day, today = self.action.confirmed_on, timezone.localdate()
        if day is None:
            return "unknown", _("Nobody has confirmed this yet. Ask before you go.")
        months = months_between(day, today)
        if months < 1:
            return "there", _("confirmed this month")
        words = ngettext("confirmed %(count)s month ago", "confirmed %(count)s months ago", months) % {"count": months}
        return ("there" if months < FRESH_MONTHS else "unknown" if months >= STALE_MONTHS else "ending"), words


@dataclass(frozen=True)
class ActionPage(ActionLine):
    """See ``portal/action.html``. Of a sensitive place the town only."""

    themes: list[Term]
    groups: list[Term]
    situations: list[Term]
    partners: list[Organisation]
    places: list[str]
    sources: list[Source]
    code: Square

    @property
    def where(self) -> str:
        """Where it happens, as exactly as the public may know."""
        action = self.action
        parts = [action.town] if action.is_sensitive else [action.address, f"{action.postcode} {action.town}".strip()]
        return ", ".join(part for part in parts if part)

    @property
    def cost(self) -> str:
        """What it costs, in words."""
        label = Cost(self.action.cost).label if self.action.cost else ""
        return ", ".join(part for part in (str(label), self.action.cost_note) if part)


def action_page(action: Action) -> ActionPage:
    """All that the public may know of an action."""
    words = list(Term.objects.filter(Q(pk__in=action.themes.values("pk")) | Q(pk__in=action.groups.values("pk"))))
    return ActionPage(
        action=action,
        themes=[term for term in words if term.vocabulary == Term.Vocabulary.THEME],
        groups=[term for term in words if term.vocabulary == Term.Vocabulary.GROUP],
        situations=list(action.situations.all()),
        partners=list(action.partners.all()),
        places=list(action.places.order_by("name", "pk").values_list("name", flat=True)),
        sources=sources_of([action.pk]).get(action.pk, []),
        code=qr_square(whole_address("portal:action", region=action.region.slug, slug=action.slug)),
    )


def merged_into(region: str, slug: str) -> str:
    """Where the action with an old address stands now; empty where it was not merged."""
    found = Action.plain.filter(region__slug=region, slug=slug, merged_into__is_public=True)
    return found.values_list("merged_into__slug", flat=True).first() or ""
