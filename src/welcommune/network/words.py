"""Names of codes and classes in the reader's language, facts in, words out; and the words by which themes are known."""

from functools import cache
from pathlib import Path

import yaml
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from welcommune.core.ui import commas

THEME_WORDS = Path(__file__).parent / "theme_words.yaml"


@cache
def theme_words() -> dict[str, list[str]]:
    """Theme code → words of everyday speech that name it, in all six languages."""
    told = yaml.safe_load(THEME_WORDS.read_text(encoding="utf-8"))
    return {code: [str(word) for words in languages.values() for word in words] for code, languages in told.items()}


def code_label(system: str, vintage: str, level: int | None, is_stated_by_programme: bool) -> str:
    """Which code list a code is from: "NUTS 2021, level 3"."""
    label = f"{system} {vintage}".strip()
    if level is not None:
        label = _("%(system)s, level %(level)s") % {"system": label, "level": level}
    return _("%(label)s, as the programme’s page says") % {"label": label} if is_stated_by_programme else label


def class_label(scheme: str, vintage: str) -> str:
    """Who classifies, and in which year."""
    return commas([capfirst(scheme), vintage])
