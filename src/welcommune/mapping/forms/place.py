"""Choosing a town in a form by its postcode or name, without script: where several are meant, they are offered."""

from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from welcommune.core.forms import LineField, ProseField
from welcommune.mapping.models import Place
from welcommune.mapping.queries.place import find_places, plain_name

OFFERED: Final = 8
LONGEST: Final = 120
QUOTES: Final = "\"'«»“”„"
HINT = gettext_lazy("Postcode or name, for example 71300 or Génelard.")
HINT_MANY = gettext_lazy("One a line: postcode or name, for example 71300 or Génelard.")


def place_label(place: Place) -> str:
    """A place as people tell it from others of its name: with its first postcode."""
    return f"{place.name} ({place.postcodes[0]})" if place.postcodes else place.name


@dataclass(frozen=True)
class ChosenPlace:
    """What was typed for a town: the place of the list that it means, if any, and the town by name."""

    place: Place | None
    town: str


@dataclass(frozen=True)
class Where:
    """Where to look for a town: in one country, and first of all in one region."""

    country: str = ""
    region_id: UUID | None = None


EVERYWHERE: Final = Where()


def one_place(typed: str, where: Where = EVERYWHERE) -> Place | None:
    """The one place that is meant, ``None`` for a town that no list knows; raises where several are meant."""
    found = find_places(typed, country=where.country, most=OFFERED)
    named = [place for place in found if plain_name(typed) in {place.plain, place.plain_latin}] or found
    near = [place for place in named if where.region_id and place.region_id == where.region_id]
    if len(near or named) > 1:
        raise _several(typed, near or named)
    return next(iter(near or named), None)


def _several(typed: str, found: list[Place]) -> ValidationError:
    sentence = _(
        "“%(typed)s” may mean several towns. Write one of them like this: %(towns)s. A town that is in no list stands "
        "between quotation marks."
    )
    towns = ", ".join(place_label(place) for place in found)
    return ValidationError(sentence, params={"typed": typed, "towns": towns}, code="several")


def _unknown(typed: str) -> ValidationError:
    sentence = _("No town in the list is called “%(typed)s”. Look whether it is spelt so, or write its postcode.")
    return ValidationError(sentence, params={"typed": typed}, code="unknown")


class PlaceField(LineField):
    """One town: gives a :class:`ChosenPlace`, or ``None`` for nothing typed.

    A town that the list does not know is kept by name, unless the field is ``listed_only``. A form that knows where
    it is sets ``where`` in its ``__init__``. The initial value is a ``Place``, or the town by name.
    """

    where = EVERYWHERE

    def __init__(self, *, listed_only: bool = False, **kwargs: Any) -> None:
        kwargs.setdefault("help_text", HINT)
        super().__init__(max_length=LONGEST, **kwargs)
        self.listed_only = listed_only

    def prepare_value(self, value: Any) -> Any:
        """A place as it is typed."""
        return place_label(value) if isinstance(value, Place) else value

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Whether something else was typed than stood there."""
        return super().has_changed(self.prepare_value(initial), data)

    def clean(self, value: Any) -> Any:
        """The town that is meant."""
        typed = super().clean(value)
        if not typed:
            return None
        bare = typed.strip(QUOTES).strip()
        place = None if bare != typed else one_place(typed, self.where)
        if place is None and self.listed_only:
            raise _unknown(bare)
        return ChosenPlace(place, place.name if place else bare)


class PlacesField(ProseField):
    """Several towns, one a line: gives a list of places, each once."""

    where = EVERYWHERE

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("help_text", HINT_MANY)
        super().__init__(**kwargs)

    def prepare_value(self, value: Any) -> Any:
        """Places as they are typed."""
        return value if value is None or isinstance(value, str) else "\n".join(place_label(place) for place in value)

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Whether something else was typed than stood there."""
        return super().has_changed(self.prepare_value(initial), data)

    def clean(self, value: Any) -> Any:
        """The towns that are meant; all lines that mean none are told at once."""
        found: dict[Any, Place] = {}
        wrong: list[ValidationError] = []
        for typed in filter(None, (line.strip() for line in super().clean(value).splitlines())):
            try:
                place = one_place(typed, self.where)
            except ValidationError as several:
                wrong.append(several)
                continue
            if place is None:
                wrong.append(_unknown(typed))
            else:
                found[place.pk] = place
        if wrong:
            raise ValidationError(wrong)
        return list(found.values())
