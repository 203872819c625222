"""Every mail, in every language of the site: in the reader's words, well set, with a reason and a way to leave."""

import re
from email import message_from_bytes
from email.header import decode_header, make_header
from functools import cache
from io import BytesIO
from urllib.parse import urlsplit

import pytest
import time_machine
from babel.messages.extract import extract
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils.translation import gettext, override

from tests.harness.source import PACKAGE
from tests.mails.kinds import KINDS, NETWORK_CONTACT, REGION_CONTACT, Kind
from tests.mails.reading import LINK
from tests.meetings.guests import NOW
from welcommune.accounts.models import Account, MailDay
from welcommune.core.addresses import site_host
from welcommune.core.models import OutboxMessage
from welcommune.mapping.models import ActionAsk, Asset
from welcommune.meetings.models import (
    Certificate,
    Commitment,
    DateReply,
    FeedbackRound,
    MeetingInvitation,
    MinutesReader,
    PlaceRequest,
    UseQuestion,
)
from welcommune.network.models import Invitation, Network, Region
from welcommune.portal.models import Subscription

PLACEHOLDER = re.compile(r"%\(\w+\)s")
WRITES = re.compile(r"\s*(INSERT|UPDATE|DELETE|REPLACE)\b", re.IGNORECASE)
FORGOTTEN = (
    ActionAsk,
    Asset,
    OutboxMessage, Certificate, Commitment, DateReply, FeedbackRound, Invitation, MeetingInvitation, MinutesReader,
    PlaceRequest, Subscription, UseQuestion,
)  # fmt: skip
SHORTEST = 12
LANGUAGES = [code for code, _name in settings.LANGUAGES]


def templates() -> dict[str, bytes]:
    """Every template of a mail's text in the source, by its name."""
    found = [path for folder in ("mail", "email") for path in PACKAGE.glob(f"*/jinja2/*/{folder}/*.txt")]
    return {"/".join(path.parts[-3:]): path.read_bytes() for path in found if not path.stem.endswith("_subject")}


@cache
def sentences(template: str) -> list[str]:
    """The sentences of a template, as they stand in the catalogues."""
    options = {"trimmed": "true", "newstyle_gettext": "true"}
    found = extract("jinja2", BytesIO(templates()[template]), options=options)
    # Of a sentence with a number the form for one: the catalogues know it by this.
    return [text if isinstance(text, str) else text[0] for _line, text, _comments, _context in found]


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
    Network.objects.update(contact_email=NETWORK_CONTACT)
    Region.objects.update(contact_email=REGION_CONTACT)
    MailDay.objects.create(day=NOW.date())  # The mail of the day has been sent.
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


@pytest.mark.once
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.template.split("/")[-1])
def test_it_is_as_mails_are_here(kind, language, clock):
    account = Account.objects.create_user("amal.lectrice@example.org", "Amal", language=language)
    message = kind.sent_to(account)
    raw = message_from_bytes(message.message().as_bytes())
    subject, body = message.subject, " ".join(message.body.split())
    assert 0 < len(subject) <= 78
    assert " ".join(str(make_header(decode_header(raw["Subject"]))).split()) == subject
    assert [line for line in message.body.splitlines() if len(line) > 78 and not LINK.fullmatch(line.strip())] == []
    assert (raw["Auto-Submitted"], raw["Message-ID"].endswith(f"@{site_host()}>")) == ("auto-generated", True)
    assert raw["Reply-To"] == kind.answered_in
    first = next(part for part in raw.walk() if not part.is_multipart())
    assert first.get_content_type() == "text/plain"
    with override(language):
        [reason] = [text for text in sentences(kind.template) if kind.reason in text]
        assert part(gettext(reason)) in body
        if language != "en":
            assert untranslated(kind, body) == []
    assert raw["List-Unsubscribe-Post"] == (None if kind.without_leaving else "List-Unsubscribe=One-Click")
    if not kind.without_leaving:
        leave = raw["List-Unsubscribe"].strip().strip("<>")
        assert leave in LINK.findall(message.body)
        assert Client(enforce_csrf_checks=True).post(leave, {"List-Unsubscribe": "One-Click"}).status_code == 200


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.template.split("/")[-1])
def test_a_scanner_that_opens_its_links_changes_nothing_and_they_end_with_what_they_open(kind, clock):
    """Programs that guard mailboxes open every link, by GET and by HEAD, some of them several times."""
    account = Account.objects.create_user("amal.lectrice@example.org", "Amal", language="fr")
    # The bare address of the site leads on to a language, the desk to its door.
    found = LINK.findall(kind.sent_to(account).body)
    links = [link for link in found if len(urlsplit(link).path) > 1 and "/desk/" not in link]
    visitor = Client()
    with CaptureQueriesContext(connection) as queries:
        for look in (visitor.get, visitor.head, visitor.get):
            assert {look(link).status_code for link in links} <= {200, 404}
    assert [one["sql"] for one in queries if WRITES.match(one["sql"])] == []
    for model in FORGOTTEN:
        model._base_manager.all().delete()
    for link in links:
        # Signed ones opened a record. Those for leaving and wishes open no record: they hold the mark of an address.
        path = urlsplit(link).path
        if ":" in path and not any(part in path for part in ("/leave/", "/wishes/", "/no-mail/")):
            assert visitor.get(link).status_code in {404, 410}, link
