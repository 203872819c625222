"""Our pages' template engine: Jinja2 with undefined names refused, components from one ``ui`` global.

A component is one macro in one file, ``core/jinja2/ui/<name>.html``; pages call ``ui.name(...)``.
"""

import json
import re
from collections.abc import Callable, Iterable
from datetime import date as plain_date
from datetime import datetime
from functools import lru_cache, partial
from typing import Any

from babel import Locale
from babel.dates import format_date, format_skeleton, format_time
from babel.lists import format_list
from babel.numbers import format_decimal
from django.contrib.messages import get_messages
from django.forms.renderers import BaseRenderer
from django.template import TemplateDoesNotExist, engines
from django.templatetags.static import static
from django.urls import get_script_prefix, reverse
from django.utils.html import format_html, json_script
from django.utils.safestring import SafeString, mark_safe
from django.utils.timezone import localtime
from django.utils.translation import get_language, get_language_bidi, gettext, ngettext, npgettext, pgettext
from jinja2 import Environment, StrictUndefined, select_autoescape

from welcommune.core import drawing
from welcommune.core.text import LANGUAGE_NAMES, READ_LANGUAGES, direction, language_word

FIRST_OF_MONTH = re.compile(r"\b1 (?=\D)")


class Components:
    """``ui.card(...)`` finds the macro ``card`` in ``ui/card.html``; looked up once, unless reloading."""

    def __init__(self, environment: Environment) -> None:
        self._environment = environment

    def __getattr__(self, name: str) -> Any:
        macro = getattr(self._environment.get_template(f"ui/{name}.html").module, name)
        if not self._environment.auto_reload:
            self.__dict__[name] = macro
        return macro


# Day before month and a clock of 24 hours, as everywhere in the regions that we serve.
LOCALES = {"en": "en_GB", "fr": "fr_FR", "es": "es_ES", "pl": "pl_PL", "el": "el_GR", "ar": "ar"}
CLOCK = "HH:mm"
_ANGLES = ("«", "»")
QUOTES = {
    "en": ("“", "”"), "fr": ("«\u202f", "\u202f»"), "es": _ANGLES, "pl": ("„", "”"), "el": _ANGLES, "ar": _ANGLES,
}  # fmt: skip


@lru_cache
def _locale_of(language: str) -> Locale:
    return Locale.parse(LOCALES.get(language, language.replace("-", "_")))


def _locale() -> Locale:
    return _locale_of(get_language() or "en")


def date(value: Any, format: str = "long") -> str:
    """A date in the reader's language, Latin digits; ``format`` is Babel's short, medium, long or full."""
    # Of a moment, its day in the zone of this site: equal moments in two zones may lie on two days.
    return dates(format)(localtime(value).date() if isinstance(value, datetime) else value)


def dates(format: str) -> Callable[[plain_date], str]:
    """``date`` for the rows of a long list: the reader's language is asked once, not in each of them."""
    return partial(_day_words, get_language() or "en", format)


@lru_cache(maxsize=2048)
def _day_words(language: str, format: str, day: plain_date) -> str:
    # Arabic has no short names of months, only figures.
    format = "long" if (language, format) == ("ar", "medium") else format
    words = format_date(day, format=format, locale=_locale_of(language))
    # The first of a month is an ordinal in French; the locale data do not know it.
    return FIRST_OF_MONTH.sub("1er ", words) if language == "fr" else words


def time(value: Any) -> str:
    """A clock time in the reader's language, without seconds."""
    return format_time(value, format=CLOCK, locale=_locale())


def number(value: Any) -> str:
    """A number with the separators of the reader's language."""
    return format_decimal(value, locale=_locale())


def listed(values: Any) -> str:
    """Words joined as the reader's language joins them: "a, b and c"."""
    words = [str(value) for value in values]
    return words[0] if len(words) == 1 else format_list(words, locale=_locale())


def comma() -> str:
    """What separates the items of a plain list in the reader's script."""
    return "، " if get_language_bidi() else ", "


def colon() -> str:
    """What leads from a name to what is said of it, as the reader's language writes it: French keeps a space before."""
    return "\u202f: " if get_language() == "fr" else ": "


def quoted(text: object) -> str:
    """Words in the quotation marks of the reader's language."""
    before, after = QUOTES.get((get_language() or "en")[:2], QUOTES["en"])
    return f"{before}{text}{after}"


def pair(label: object, value: object) -> str:
    """A word and what is told of it."""
    return f"{label}{colon()}{value}"


def commas(values: Iterable[object]) -> str:
    """The values that say something, one after the other."""
    return comma().join(str(value) for value in values if value)


def partial_date(value: str) -> str:
    """A date known in part ("2020", "2020-03", "2020-03-22") in the reader's language."""
    pieces = [int(piece) for piece in value.split("-")]
    if len(pieces) == 1:
        return value
    if len(pieces) == 2:
        year, month = pieces
        return format_skeleton("yMMMM", plain_date(year, month, 1), locale=_locale())
    return date(plain_date.fromisoformat(value))


def url(name: str, /, *args: Any, **kwargs: Any) -> str:
    """The address of a named page, in the reader's language."""
    return urls(name)(*args, **kwargs)


def urls(name: str) -> Callable[..., str]:
    """``url`` for the rows of a long list: the reader's language is asked once, not in each of them."""
    return partial(_address, get_language(), get_script_prefix(), name)


@lru_cache(maxsize=4096)
def _address(language: str, prefix: str, name: str, /, *args: Any, **kwargs: Any) -> str:
    """Looked up once for each language and path prefix, which ``reverse`` reads by itself."""
    return reverse(name, args=args, kwargs=kwargs)


# As in Django's ``json_script``: nothing within can end the element or open a comment.
IN_SCRIPT = {ord(">"): "\\u003E", ord("<"): "\\u003C", ord("&"): "\\u0026"}


def linked_data(value: Any) -> SafeString:
    """A block of data for machines (JSON-LD). Browsers never run it, so that the strict policy for scripts holds."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":")).translate(IN_SCRIPT)
    return format_html('<script type="application/ld+json">{}</script>', mark_safe(text))  # noqa: S308


def environment(**options: Any) -> Environment:
    """Built by Django's Jinja2 backend, which passes its own options in."""
    options["undefined"] = StrictUndefined
    options["autoescape"] = select_autoescape(["html", "xml", "svg"], default_for_string=True)
    environment = Environment(extensions=["jinja2.ext.i18n"], trim_blocks=True, lstrip_blocks=True, **options)  # noqa: S701
    environment.policies["ext.i18n.trimmed"] = True
    environment.install_gettext_callables(  # type: ignore[attr-defined]
        gettext, ngettext, newstyle=True, pgettext=pgettext, npgettext=npgettext
    )
    environment.globals.update(
        static=lru_cache(static),
        url=url,
        urls=urls,
        dates=dates,
        get_messages=get_messages,
        comma=comma,
        colon=colon,
        quoted=quoted,
        language_word=language_word,
        get_language=get_language,
        direction=direction,
        drawing=drawing,
        language_names=LANGUAGE_NAMES,
        read_languages=READ_LANGUAGES,
        ui=Components(environment),
    )
    environment.filters.update(
        date=date, time=time, number=number, listed=listed, partial_date=partial_date, json_script=json_script,
        linked_data=linked_data,
    )  # fmt: skip
    return environment


class FormRenderer(BaseRenderer):
    """Forms and widgets from our engine, the admin's widgets from Django's."""

    form_template_name = "django/forms/div.html"

    def get_template(self, template_name: str) -> Any:
        try:
            return engines["jinja2"].get_template(template_name)
        except TemplateDoesNotExist:
            return engines["django"].get_template(template_name)
