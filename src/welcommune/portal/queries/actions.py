"""What is offered to newcomers in a region, for the public: which actions, a line of a list, and the page of one."""

from dataclasses import dataclass, field
from datetime import date

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from welcommune.core.addresses import whole_address
from welcommune.core.models import Source
from welcommune.core.qr import Square, qr_square
from welcommune.core.text import Said, Translated, language_word
from welcommune.mapping.models import Action, ActionState, Cost, LanguageLevel
from welcommune.network.models import Region, Term
from welcommune.network.queries import sources_of
from welcommune.stakeholders.models import FRESH_MONTHS, STALE_MONTHS, Organisation, months_between


def offered(region: Region, day: date) -> QuerySet[Action]:
    """The public actions of a region that are not over."""
    return _offered(day).filter(region=region)


def _offered(day: date) -> QuerySet[Action]:
    there = Action.plain.filter(is_public=True, merged_into__isnull=True)
    return there.exclude(state=ActionState.ENDED).filter(Q(ends_on__isnull=True) | Q(ends_on__gte=day))


def offered_count(region: OuterRef) -> Subquery:
    """How many public actions of a region are not over, as a part of another query; nothing where there are none."""
    there = _offered(timezone.localdate()).filter(region=region).order_by().values("region")
    return Subquery(there.annotate(many=Count("pk")).values("many"))


@dataclass(frozen=True)
class ActionLine:
    """An action as lists show it."""

    action: Action
    # How far it is from the town that the reader asks for, as the way goes.
    way_km: float | None = field(default=None, kw_only=True)

    @property
    def title(self) -> Said:
        """Its name in the reader's language, else as it is called there."""
        return Translated({self.action.language: self.action.name, **self.action.names}).best()

    @property
    def joining(self) -> tuple[str, str]:
        """Waymark and words: whether one can join now."""
        state = self.action.state_on(timezone.localdate())
        mark = {
            ActionState.OPEN: "there", ActionState.WAITING: "ending", ActionState.SEASONAL: "ending",
            ActionState.PLANNED: "planned", ActionState.ENDED: "none",
        }.get(ActionState(state), "unknown") if state else "unknown"  # fmt: skip
        return mark, str(ActionState(state).label) if state else _("Ask whether one can join")

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
