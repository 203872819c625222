"""Towns that lists name, as the list of places knows them: each looked up once, and none guessed."""

from uuid import UUID

from django.utils.translation import gettext_lazy as _

from welcommune.exchange.sheets.records import Sentence, said
from welcommune.exchange.sheets.saying import Joined
from welcommune.mapping.forms.place import place_label
from welcommune.mapping.models import Place, PlaceSystem
from welcommune.mapping.queries.place import find_places, read_town
from welcommune.network.models import Region

OFFERED = 8
SEVERAL = _(
    "“%(typed)s” may mean several towns. Write one of them like this: %(towns)s. Until then it counts for none of them."
)
UNKNOWN = _("No town in the list is called “%(typed)s”. Look whether it is spelt so, or write its postcode.")


class Towns:
    """The places of the region's country, those of the region first."""

    def __init__(self, region: Region) -> None:
        self.region = region
        self.met: dict[str, list[Place]] = {}
        self.names: dict[UUID, str] = {}

    def one(self, typed: str) -> Place | None:
        """The one place that is meant without doubt."""
        found = self._found(typed)
        return found[0] if len(found) == 1 else None

    def why_not(self, typed: str) -> Sentence | None:
        """Why it is not clear which place is meant."""
        found = self._found(typed)
        if len(found) == 1:
            return None
        if not found:
            return said(UNKNOWN, typed=typed)
        return said(SEVERAL, typed=typed, towns=Joined("commas", [place_label(place) for place in found[:OFFERED]]))

    def is_doubtful(self, typed: str) -> bool:
        """Whether several places are meant."""
        return len(self._found(typed)) > 1

    def label(self, pk: UUID | None) -> str:
        """A place as people tell it from others of its name."""
        if pk is None:
            return ""
        if pk not in self.names:
            row = Place.objects.filter(pk=pk).order_by("pk").first()
            self.names[pk] = place_label(row) if row else ""
        return self.names[pk]

    def _found(self, typed: str) -> list[Place]:
        if typed not in self.met:
            self.met[typed] = self._look_up(typed)
            self.names |= {place.pk: place_label(place) for place in self.met[typed]}
        return self.met[typed]

    def _look_up(self, typed: str) -> list[Place]:
        """By name as it is spelt, by postcode, or by official code."""
        country = self.region.country
        postcode, name = read_town(typed)
        found = {
            place.pk: place
            for place in find_places(typed, country=country)
            if _fits(place, name, has_postcode=bool(postcode))
        }
        if not name:
            coded = Place.objects.filter(system=PlaceSystem.LAU, country=country, code=typed.strip()).order_by("pk")
            for row in coded.select_related("merged_into"):
                today = row.merged_into or row
                found[today.pk] = today
        near = [place for place in found.values() if place.region_id == self.region.pk]
        return near or list(found.values())


def _fits(place: Place, name: str, *, has_postcode: bool) -> bool:
    """Whether a place is called so; beside its postcode a name may be shorter or longer: "Mâcon Cedex"."""
    names = {place.plain, place.plain_latin} - {""}
    if not name or name in names:
        return True
    longer = (known.startswith(f"{name} ") or name.startswith(f"{known} ") for known in names)
    return has_postcode and any(longer)
