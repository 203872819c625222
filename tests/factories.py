"""Small helpers that make records and fill in pages as a browser does, shared by the tests of all rooms."""

from datetime import date, timedelta
from io import BytesIO
from typing import Any
from xml.etree.ElementTree import Element

import html5lib
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone
from PIL import Image

from tests.harness.html import elements, words
from welcommune.accounts.models import Account
from welcommune.core.access import ANONYMOUS, SYSTEM, Actor
from welcommune.core.ids import new_id
from welcommune.core.text import Translated
from welcommune.exchange.models import Import, Remembered
from welcommune.library.actions import write_news
from welcommune.library.models import Article
from welcommune.meetings.actions import (
    draft_report,
    note_attendance,
    note_insight,
    publish_report,
    record_commitment,
    record_decision,
    record_meeting,
)
from welcommune.meetings.models import (
    Commitment,
    CommitmentFacts,
    Consent,
    DatePoll,
    DateReply,
    Decision,
    FeedbackRound,
    Insight,
    InsightFacts,
    Meeting,
    MeetingFacts,
    MeetingInvitation,
    QuickPoll,
    Seats,
    Tags,
)
from welcommune.network.actions import invite_person
from welcommune.network.models import Invitation, Region, Term
from welcommune.network.queries import actor_of, network_for
from welcommune.stakeholders import actions as stakeholders
from welcommune.stakeholders.models import ContactFacts, GroupFacts, OfferFacts, Organisation

DAY = date(2022, 6, 14)
SEATS = "saone-et-loire"
OTHER = "vaucluse"


# Who acts.


def actor(account: Account | None) -> Actor:
    """The actor of an account; of a visitor without one."""
    return actor_of(account) if account else ANONYMOUS


# Records.


def region(slug: str = SEATS) -> Region:
    """A region of the loaded network."""
    return Region.objects.get(slug=slug)


def facts(**told: Any) -> MeetingFacts:
    """What a record says, as little as possible."""
    return MeetingFacts(**{"kind": "roundtable", "day": DAY, "number": 44} | told)


def meeting(at: str = SEATS, state: str = "held", beside: dict[str, Any] | None = None, **told: Any) -> Meeting:
    """A meeting on record, held unless said otherwise."""
    where = region(at)
    return record_meeting(
        by=SYSTEM, id=new_id(), network=network_for(where), region=where, facts=facts(**told), state=state,
        **(beside or {}),
    )  # fmt: skip


def attended(row: Meeting, totals: dict[str, tuple[int, int]], *codes: str) -> Meeting:
    """Note who came: unit → from, to; and which categories, without numbers."""
    seats = [(term(code), Seats("unstated")) for code in codes]
    return note_attendance(by=SYSTEM, meeting=row, seen=row.version, totals=totals, categories=seats)


def term(code: str, vocabulary: str = "category") -> Term:
    """A term of a vocabulary."""
    return Term.objects.get(vocabulary=vocabulary, code=code)


def invitation(at: str = SEATS, by: Actor = SYSTEM, **told: Any) -> Invitation:
    """An open invitation to a region's table."""
    facts = {"email": "new@example.org", "role": "editor", "language": "en"} | told
    return invite_person(by=by, id=new_id(), region=region(at), **facts)


def on_the_table(at: str = SEATS) -> None:
    """A contact, a charter, a working group and an offer of a member."""
    where = region(at)
    member = Organisation.objects.filter(memberships__region=where).order_by("slug")[0]
    by: dict[str, Any] = {"by": SYSTEM, "region": where}
    words = Translated({"en": "Together"})
    stakeholders.record_contact(id=new_id(), facts=ContactFacts("Samira Belkacem", "a card", "invitations"), **by)
    stakeholders.write_charter(seen=0, text=words, adopted_on=None, **by)
    stakeholders.record_group(id=new_id(), facts=GroupFacts(words), **by)
    stakeholders.record_offer(id=new_id(), facts=OfferFacts(member, "room", words), **by)


def invited_guest(at: str = SEATS) -> MeetingInvitation:
    """Somebody of no register on the guest list of a coming meeting."""
    coming = meeting(at, "planned", number=45, day=timezone.localdate() + timedelta(days=30))
    told = {"name": "Awa Diallo", "email": "awa@example.org", "language": "fr", "purpose": "the roundtable"}
    return MeetingInvitation.objects.create(meeting=coming, **told)


def asked_around(guest: MeetingInvitation) -> None:
    """What is asked around a meeting: a date, a question to the room, what people thought of it."""
    poll = DatePoll.objects.create(meeting=guest.meeting, zone="Europe/Paris")
    DateReply.objects.create(poll=poll, invitation=guest)
    QuickPoll.objects.create(meeting=guest.meeting, question="Where to begin?", kind="ladder", language="en")
    FeedbackRound.objects.create(meeting=guest.meeting, closes_on=timezone.localdate())


def list_brought(at: str = SEATS) -> Import:
    """A list that somebody opened, and a word of it that is remembered."""
    where = region(at)
    Remembered.plain.get_or_create(region=where, source="prefecture", word="asso", defaults={"field": "category"})
    return Import.plain.create(region=where, target="organisations", source="prefecture", file_name="list.csv")


def insight(row: Meeting, text: str = "Buses stop at six.", **told: Any) -> Insight:
    """Something that was said at a meeting, in English unless ``text`` is a mapping."""
    said = InsightFacts(text=Translated(told.pop("texts", {"en": text})), **{"kind": "challenge"} | told)
    return note_insight(by=SYSTEM, id=new_id(), meeting=row, facts=said, tags=Tags())


def quote(row: Meeting, text: str, given_on: date | None = DAY, **told: Any) -> Insight:
    """A quote, with consent unless ``given_on`` is ``None``."""
    said = InsightFacts(kind="quote", text=Translated({"en": text, "fr": text}), **told)
    consent = Consent(given_on, "signed form") if given_on else None
    return note_insight(by=SYSTEM, id=new_id(), meeting=row, facts=said, tags=Tags(consent=consent))


def decision(row: Meeting, text: str = "We meet again in autumn.") -> Decision:
    """Something that a meeting agreed on."""
    return record_decision(by=SYSTEM, meeting=row, text=text)


def commitment(row: Meeting, what: str = "Ask the bus company for a later bus.", **told: Any) -> Commitment:
    """What Awa Diallo promised at a meeting, unless somebody else is named."""
    owner = {} if {"organisation", "contact", "person"} & set(told) else {"person": "Awa Diallo"}
    return record_commitment(by=SYSTEM, meeting=row, facts=CommitmentFacts(what, **owner, **told))


def report(row: Meeting) -> Article:
    """The drafted and published report of a meeting."""
    draft_report(by=SYSTEM, meeting=row)
    return publish_report(by=SYSTEM, meeting=row)


def news(title: str = "A new bus line", at: str = SEATS, **words: Any) -> Article:
    """A piece of news in English, not published yet."""
    where = region(at)
    told = {"language": "en", "dated": DAY, "lead": "It runs on Sundays.", "body": "From May on."} | words
    return write_news(by=SYSTEM, id=new_id(), network=network_for(where), region=where, title=title, **told)


# Files.


def picture(kind: str = "PNG", size: tuple[int, int] = (60, 40), **saving: Any) -> bytes:
    """The bytes of a picture."""
    target = BytesIO()
    Image.new("RGB", size, "teal").save(target, kind, **saving)
    return target.getvalue()


def upload(content: bytes, name: str = "photo.png") -> SimpleUploadedFile:
    """A file as a browser sends it."""
    return SimpleUploadedFile(name, content)


# Pages.


def tree(response: HttpResponse) -> Element:
    """The parsed page."""
    parser = html5lib.HTMLParser(tree=html5lib.getTreeBuilder("etree"), namespaceHTMLElements=False)
    return parser.parse(response.content.decode())


def text_of(response: HttpResponse) -> str:
    """The words of the page's main part, spaces unified."""
    return " ".join(words(next(elements(tree(response), "main"))).split())


def _value(field: Element) -> Any:
    if field.tag == "textarea":
        return (field.text or "").removeprefix("\n")
    if field.tag == "select":
        chosen = [option for option in elements(field, "option") if option.get("selected") is not None]
        return chosen[0].get("value", "") if chosen else ""
    return field.get("value", "on" if field.get("type") in {"checkbox", "radio"} else "")


def fields(response: HttpResponse) -> dict[str, Any]:
    """What a browser would send if the page's longest form were sent as it stands, buttons left out."""
    forms = elements(next(elements(tree(response), "main")), "form")
    longest = max(forms, key=lambda form: len(list(elements(form, "input", "select", "textarea"))))
    sent: dict[str, Any] = {}
    for field in elements(longest, "input", "select", "textarea"):
        name, ticks = field.get("name"), field.get("type") in {"checkbox", "radio"}
        if not name or field.get("type") == "file" or (ticks and field.get("checked") is None):
            continue
        if field.get("type") == "checkbox":
            sent.setdefault(name, []).append(_value(field))
        else:
            sent[name] = _value(field)
    return sent


def fill(client: Client, path: str, **typed: Any) -> HttpResponse:
    """Open a form, type, and send it."""
    return client.post(path, fields(client.get(path)) | typed)


def beside(response: HttpResponse) -> dict[str, str]:
    """The sentences that stand beside fields: name → sentence."""
    found = [element for element in elements(tree(response), "p") if (element.get("id") or "").endswith("_error")]
    return {element.get("id", "")[3:-6]: words(element) for element in found}


def notices(response: HttpResponse) -> list[str]:
    """What the page's notices say."""
    boxes = (element for element in elements(tree(response), "div") if "notice" in element.get("class", "").split())
    return [" ".join(words(box).split()) for box in boxes]


def table(response: HttpResponse, caption: str) -> list[list[str]]:
    """The rows of the table with this caption, without its head."""
    for found in elements(tree(response), "table"):
        if " ".join(words(found.find("caption")).split()) == caption:
            return [[" ".join(words(cell).split()) for cell in row] for row in elements(found.find("tbody"), "tr")]
    return []
