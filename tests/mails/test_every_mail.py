"""Every mail, in every language of the site: in the reader's words, well set, with a reason and a way to leave."""

import re
from functools import cache
from email import message_from_bytes
from email.header import decode_header, make_header
from io import BytesIO

import pytest
import time_machine
from babel.messages.extract import extract
from django.conf import settings
from django.test import Client
from django.utils.translation import gettext, override

from tests.harness.source import PACKAGE
from tests.mails.kinds import KINDS, Kind
from tests.meetings.guests import NOW
from welcommune.accounts.models import Account
from welcommune.core.addresses import site_host

PLACEHOLDER = re.compile(r"%\(\w+\)s")
LINK = re.compile(r"https?://\S+")
SHORTEST = 12
LANGUAGES = [code for code, _name in settings.LANGUAGES]


def templates() -> dict[str, bytes]:
    """Every template of a mail's text in the source, by its name."""
    found = [path for folder in ("mail", "email") for path in PACKAGE.glob(f"*/jinja2/*/{folder}/*.txt")]
    return {"/".join(path.parts[-3:]): path.read_bytes() for path in found if not path.stem.endswith("_subject")}


@cache
def sentences(template: str) -> list[str]:
    """The sentences of a template, as they stand in the catalogues."""
    with (PACKAGE.parent.parent / "babel.cfg").open(encoding="utf-8"):
        options = {"trimmed": "true", "newstyle_gettext": "true"}
    found = extract("jinja2", BytesIO(templates()[template]), options=options)
    return [text for _line, text, _comments, _context in found if isinstance(text, str)]


def part(text: str) -> str:
    """The longest part of a sentence that says the same in each mail."""
    return max((" ".join(piece.split()) for piece in PLACEHOLDER.split(text)), key=len)


def untranslated(kind: Kind, body: str) -> list[str]:
    """English in the mail although the catalogue of the active language has other words."""
    said = [(text, part(text)) for text in sentences(kind.template)]
    return [piece for text, piece in said if len(piece) >= SHORTEST and gettext(text) != text and piece in body]


def test_each_template_of_a_mail_stands_in_the_table():
    assert {kind.template for kind in KINDS} == set(templates())


@pytest.fixture
def clock(network):
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.template.split("/")[-1])
def test_it_is_as_mails_are_here(kind, language, clock, django_capture_on_commit_callbacks):
    account = Account.objects.create_user("amal.lectrice@example.org", "Amal", language=language)
    message = kind.sent_to(account)
    raw = message_from_bytes(message.message().as_bytes())
    subject, body = message.subject, " ".join(message.body.split())
    assert 0 < len(subject) <= 78
    assert str(make_header(decode_header(raw["Subject"]))) == subject
    assert [line for line in message.body.splitlines() if len(line) > 78 and not LINK.fullmatch(line.strip())] == []
    assert (raw["Auto-Submitted"], raw["Message-ID"].endswith(f"@{site_host()}>")) == ("auto-generated", True)
    assert raw["Reply-To"]
    first = next(part for part in raw.walk() if not part.is_multipart())
    assert first.get_content_type() == "text/plain"
    with override(language):
        [reason] = [text for text in sentences(kind.template) if kind.reason in text]
        assert part(gettext(reason)) in body
        if language != "en":
            assert untranslated(kind, body) == []
    assert raw["List-Unsubscribe-Post"] == (None if kind.without_leaving else "List-Unsubscribe=One-Click")
    if not kind.without_leaving:
        leave = raw["List-Unsubscribe"].strip("<>")
        assert leave in LINK.findall(message.body)
        assert Client(enforce_csrf_checks=True).post(leave, {"List-Unsubscribe": "One-Click"}).status_code == 200
