"""The charter of a table as a public page shows it."""

from dataclasses import dataclass
from datetime import date

from django.utils.safestring import SafeString
from django.utils.translation import get_language

from welcommune.core.access import only_one
from welcommune.core.text import Said
from welcommune.library.prose import rendered
from welcommune.network.models import Region
from welcommune.stakeholders.models import Charter
from welcommune.stakeholders.queries import active_seats, signed_count


@dataclass(frozen=True)
class CharterPage:
    """See ``portal/charter.html``; ``others`` are the languages that it can be read in: (code, address)."""

    region: Region
    text: Said
    html: SafeString
    adopted_on: date | None
    signed: int
    others: list[tuple[str, str]]

    @property
    def is_wanted_language(self) -> bool:
        """Whether the text is in the reader's language."""
        return self.text.language == get_language()


def charter_page(slug: str, chosen: str = "") -> CharterPage:
    """The charter of the region with this address, in the ``chosen`` language if it is written in it.

    ``Http404`` where there is none.
    """
    charter = only_one(Charter.objects.filter(region__slug=slug).select_related("region"))
    text = charter.text.best(chosen if chosen in charter.text else None)
    others = sorted(code for code in charter.text if code != text.language)
    return CharterPage(
        region=charter.region,
        text=text,
        html=rendered(text.text),
        adopted_on=charter.adopted_on,
        signed=signed_count(active_seats(charter.region)),
        others=[(code, f"?text={code}") for code in others],
    )
