"""What single values of a network file may look like."""

import re
from datetime import date
from typing import Annotated
from zoneinfo import available_timezones

from django.core.exceptions import ValidationError
from pydantic import AfterValidator, Field, StringConstraints

from welcommune.core.text import LANGUAGE_NAMES, READ_LANGUAGES, clean_text


def _known_language(code: str) -> str:
    if code not in LANGUAGE_NAMES:
        raise ValueError(f"“{code}” is not a language code that is known here ({', '.join(sorted(LANGUAGE_NAMES))})")
    return code


def _known_to_readers(code: str) -> str:
    if code not in READ_LANGUAGES:
        raise ValueError(f"“{code}” is not a language code that is known here ({', '.join(sorted(READ_LANGUAGES))})")
    return code


def _known_zone(zone: str) -> str:
    if zone in available_timezones():
        return zone
    raise ValueError(f"“{zone}” is not a time zone; write one such as Europe/Paris")


def _clean(text: str) -> str:
    try:
        return clean_text(text)
    except ValidationError as error:
        raise ValueError(error.messages[0].rstrip(".")) from error


def _real_date(partial: str) -> str:
    date.fromisoformat(f"{partial}-01-01"[:10])
    return partial


Slug = Annotated[str, StringConstraints(pattern=re.compile(r"^[a-z0-9]+(-[a-z0-9]+)*$"), max_length=80)]
Code = Annotated[str, StringConstraints(pattern=re.compile(r"^[a-z0-9_]+$"), max_length=60)]
# Texts as long as their place in the record.
UpTo10 = Annotated[str, StringConstraints(max_length=10), AfterValidator(_clean)]
UpTo12 = Annotated[str, StringConstraints(max_length=12), AfterValidator(_clean)]
UpTo20 = Annotated[str, StringConstraints(max_length=20), AfterValidator(_clean)]
UpTo30 = Annotated[str, StringConstraints(max_length=30), AfterValidator(_clean)]
UpTo40 = Annotated[str, StringConstraints(max_length=40), AfterValidator(_clean)]
UpTo60 = Annotated[str, StringConstraints(max_length=60), AfterValidator(_clean)]
UpTo120 = Annotated[str, StringConstraints(max_length=120), AfterValidator(_clean)]
UpTo200 = Annotated[str, StringConstraints(max_length=200), AfterValidator(_clean)]
Line = Annotated[str, StringConstraints(min_length=1, max_length=200), AfterValidator(_clean)]
Prose = Annotated[str, StringConstraints(min_length=1, max_length=4000), AfterValidator(_clean)]
Language = Annotated[str, AfterValidator(_known_language)]
ReadLanguage = Annotated[str, AfterValidator(_known_to_readers)]
Zone = Annotated[str, AfterValidator(_known_zone)]
Texts = dict[Language, Prose]
Link = Annotated[str, StringConstraints(pattern=re.compile(r"^https?://\S+$"), max_length=500)]
Mail = Annotated[str, StringConstraints(pattern=re.compile(r"^[^\s@]+@[^\s@]+\.[^\s@]+$"), max_length=200)]
Country = Annotated[str, StringConstraints(pattern=re.compile(r"^[a-z]{2}$"))]
PartialDate = Annotated[
    str, StringConstraints(pattern=re.compile(r"^\d{4}(-\d{2}(-\d{2})?)?$")), AfterValidator(_real_date)
]
Point = tuple[Annotated[float, Field(ge=-180, le=180)], Annotated[float, Field(ge=-90, le=90)]]
