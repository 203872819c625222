"""Which actions of a region may be on record twice: while one is typed, and in the list.

Two courses of one name in two towns are two courses. So the town decides: it has to be the same, or not told.
A name that says a word or two more may be the same action too ("… Été"), unless the words are numbers or levels.
"""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations
from typing import Any, Final
from uuid import UUID

from welcommune.core.access import only_one
from welcommune.mapping.models import Action, ActionMerge, TwoActions
from welcommune.network.models import Region
from welcommune.stakeholders.queries import fold
from welcommune.stakeholders.queries.duplicates import SHORTEST_TYPO, slips, unspaced
from welcommune.stakeholders.queries.names import name_key
from welcommune.stakeholders.queries.two import Two, told, two_of

MOST: Final = 5
MOST_CHOICES: Final = 20
# Names that share fewer words are too often two actions; so are those of which one says much more.
FEWEST_SHARED, MOST_MORE = 3, 2


@dataclass(frozen=True)
class Known:
    """An action of the region, as far as it tells whether it is the one in hand."""

    pk: UUID
    name: str
    language: str
    town: str
    names: tuple[str, ...]

    @property
    def keys(self) -> set[object]:
        """What its names have in common with names that mean the same: one slip of the pen, or another order."""
        return {key for name in self.names for key in _keys(name)}

    @property
    def fewer(self) -> set[object]:
        """The words of shorter names that it may have elsewhere."""
        return {words for name in self.names for words in _fewer(name)}

    def is_near(self, town: str) -> bool:
        """Whether it may be the one of that town."""
        return not town or not self.town or fold(town) == fold(self.town)


def _keys(name: str) -> Iterator[object]:
    key = name_key(name)
    if key:
        yield frozenset(key.split())
        yield from slips(unspaced(key)) if len(unspaced(key)) >= SHORTEST_TYPO else (unspaced(key),)


def _words(name: str) -> frozenset[str]:
    return frozenset(name_key(name).split())


def _fewer(name: str) -> Iterator[frozenset[str]]:
    """The words without one or two of them; what has a digit in it stays, for A1 is not A2."""
    words = _words(name)
    spare = [word for word in words if not any(sign.isdigit() for sign in word)]
    for more in range(1, min(MOST_MORE, len(words) - FEWEST_SHARED) + 1):
        yield from (words - set(some) for some in combinations(spare, more))


def _known(region: Region) -> list[Known]:
    rows = Action.plain.filter(region=region, merged_into__isnull=True).order_by("name", "pk")
    told = rows.values_list("pk", "name", "language", "town", "names")
    return [Known(pk, name, language, town, (name, *names.values())) for pk, name, language, town, names in told]


def alike_actions(region: Region, *, name: str, town: str = "", but: Collection[UUID] = ()) -> list[Known]:
    """The actions that may be the one that is being typed, those of the very town first; never one of ``but``."""
    keys, words, fewer = set(_keys(name)), _words(name), set(_fewer(name))
    near = [one for one in _known(region) if one.pk not in but and one.is_near(town)]
    same = [one for one in near if keys & one.keys]
    more = [one for one in near if one not in same and (words in one.fewer or fewer & one.keys)]
    return [one for found in (same, more) for one in sorted(found, key=lambda one: not one.town)][:MOST]


def twins(region: Region) -> list[tuple[Known, Known]]:
    """The first pairs in the list of a region that may be one action, those of one name before all others.

    Without those that were noted as two.
    """
    known = _known(region)
    two = TwoActions.objects.filter(one__region=region).values_list("one", "other")
    settled = {frozenset(pair) for pair in two}
    by_key: dict[object, list[Known]] = {}
    for one in known:
        for key in one.keys:
            by_key.setdefault(key, []).append(one)
    asked = [(one, one.keys) for one in known] + [(one, one.fewer) for one in known]
    pairs: dict[frozenset[UUID], tuple[Known, Known]] = {}
    for one, keys in asked:
        for other in (other for key in keys for other in by_key.get(key, ())):
            pair = frozenset((one.pk, other.pk))
            if other is not one and pair not in settled and other.is_near(one.town):
                pairs.setdefault(pair, (one, other))
    return list(pairs.values())[:MOST]


def two_in(region: Region) -> list[Two]:
    """The pairs of a region that were noted as two, the youngest first."""
    return told(TwoActions.objects.filter(one__region=region))


def merge_page(action: Action, words: str) -> dict[str, Any]:
    """See ``mapping/action_merge_choose.html``."""
    apart = two_of(TwoActions, action.pk)
    return {"action": action, "choices": _merge_choices(action, words, apart), "words": words, "two": apart}


def _merge_choices(action: Action, words: str, apart: Iterable[Two]) -> list[Known]:
    """Actions of the region to compare with: those that look alike, or those whose name or town has the words."""
    if not words.strip():
        but = {action.pk, *(pair.other.pk for pair in apart)}
        return alike_actions(action.region, name=action.name, town=action.town, but=but)
    asked = fold(words.strip()[:100])
    return [one for one in _known(action.region) if one.pk != action.pk and _has(one, asked)][:MOST_CHOICES]


def _has(one: Known, asked: str) -> bool:
    texts: Iterable[str] = (*one.names, one.town)
    return any(asked in fold(text) for text in texts)


def merges_into(action: Action) -> list[ActionMerge]:
    """The actions that were merged into this one and can be taken out again."""
    return list(ActionMerge.objects.filter(kept=action, undone_at__isnull=True).select_related("absorbed"))


def action_merge_of(action: Action, pk: UUID) -> ActionMerge:
    """A merge into this action; ``Http404`` where it is another's."""
    return only_one(ActionMerge.objects.filter(kept=action, pk=pk).select_related("kept__region", "absorbed__region"))
