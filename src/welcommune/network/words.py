"""Names of codes and classes in the reader's language; facts in, words out."""

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from welcommune.core.ui import commas


def code_label(system: str, vintage: str, level: int | None, is_stated_by_programme: bool) -> str:
    """Which code list a code is from: "NUTS 2021, level 3"."""
    label = f"{system} {vintage}".strip()
    if level is not None:
        label = _("%(system)s, level %(level)s") % {"system": label, "level": level}
    return _("%(label)s, as the programme’s page says") % {"label": label} if is_stated_by_programme else label


def class_label(scheme: str, vintage: str) -> str:
    """Who classifies, and in which year."""
    return commas([capfirst(scheme), vintage])
