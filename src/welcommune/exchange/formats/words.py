"""What every format asks of a row: a name and an identifier."""

from typing import Any

from django.utils.translation import gettext as _

from welcommune.exchange.formats.cells import BadValue, line_of

SHORTEST_NAME, LONGEST_NAME, LONGEST_ID = 3, 200, 200


def needed(item: dict[str, Any], field: str) -> str:
    """An identifier, which a row cannot be without."""
    value = item.get(field)
    if not isinstance(value, str) or not value.strip() or len(value) > LONGEST_ID:
        raise BadValue(_("%(field)s: an identifier is missing.") % {"field": field})
    return value.strip()


def name_of(item: dict[str, Any], field: str, most: int = LONGEST_NAME) -> str:
    """A name of a length that can be shown."""
    name = line_of(item.get(field), field)
    if not SHORTEST_NAME <= len(name) <= most:
        sentence = _("%(field)s: a name has %(least)d to %(most)d characters; this one has %(count)d.")
        raise BadValue(sentence % {"field": field, "least": SHORTEST_NAME, "most": most, "count": len(name)})
    return name
