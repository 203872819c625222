"""The register of what is kept about people, in the reader's language."""

from datetime import timedelta

from babel import Locale
from babel.dates import format_timedelta
from django.utils.text import capfirst
from django.utils.translation import get_language

from welcommune.accounts.models import Keeping, Seen, keepings
from welcommune.core.ui import listed


def how_long(line: Keeping) -> str:
    """Until when it is kept: a sentence, with the time in it where the register sets one."""
    if not line.ends:
        return str(line.until)
    locale = Locale.parse(get_language() or "en", sep="-")
    return str(line.until) % {"period": format_timedelta(timedelta(days=line.ends.days), locale=locale, threshold=1)}


def who_sees(line: Keeping) -> str:
    """The roles that see it."""
    return listed(Seen(one).label for one in line.seen_by)


def register_rows() -> list[tuple[str, str, str, str]]:
    """Each line of the register once: what, what for and what allows it, how long, who sees it."""
    told = {
        (
            str(line.what),
            f"{line.why} {capfirst(line.basis.label)}.",
            capfirst(how_long(line)),
            capfirst(who_sees(line)),
        )
        for line in keepings()
    }
    return sorted(told)
