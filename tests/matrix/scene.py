"""The prepared scene: records of two regions, and in each private field a text that stands nowhere else."""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, timedelta
from io import BytesIO
from typing import Any

from django.core import signing
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from PIL import Image

from tests.matrix.capacities import Capacities
from tests.matrix.gaps import Missing
from tests.matrix.guests import date_question, guest_list, in_the_room, waiting
from tests.matrix.learning import Learning, learning
from tests.matrix.live import Live, live_meeting
from tests.matrix.mapped import on_the_map
from tests.matrix.minutes import WrittenMinutes, minutes_of_meetings
from tests.matrix.outcomes import noted_outcomes
from tests.matrix.reading import public_guide, unread_portrait
from tests.matrix.register import entries, on_the_table, people
from welcommune.accounts.actions import issue_sign_in_link
from welcommune.accounts.models import Account
from welcommune.core.access import SYSTEM, Actor
from welcommune.core.ids import new_id
from welcommune.core.models import OutboxMessage
from welcommune.core.outbox import drain
from welcommune.core.text import Translated
from welcommune.evidence.actions import freeze_factfile
from welcommune.exchange import actions as exchange
from welcommune.exchange.models import Import
from welcommune.library import actions as library
from welcommune.library.models import Article, Photo, Resource
from welcommune.mapping.models import Action, ActionAsk, ActionMerge, ActionProposal, FundingLine
from welcommune.meetings import actions as meetings
from welcommune.meetings.models import (
    Commitment,
    Consent,
    DateOption,
    DateReply,
    Decision,
    FeedbackRound,
    Insight,
    InsightFacts,
    Meeting,
    MeetingFacts,
    MeetingInvitation,
    Participant,
    PlaceRequest,
    QuickPoll,
    ReportedCount,
    Seats,
    Tags,
)  # fmt: skip
from welcommune.meetings.queries import leave_address
from welcommune.network.actions import INVITED, grant_role, invite_person
from welcommune.network.models import Invitation, Network, Region, RoleGrant, Term
from welcommune.network.queries import actor_of
from welcommune.portal.models import Subscription
from welcommune.stakeholders.models import (
    Affiliation,
    Contact,
    HelpOffer,
    Membership,
    Merge,
    Organisation,
    WorkingGroup,
)

HOME, ABROAD = "saone-et-loire", "vaucluse"
# Of the secrets of the scene so far.
BEGINNINGS: set[str] = set()


def secret(what: str) -> str:
    """A text that says what it stands for and occurs once in the world.

    Its last part is no word and no number of any language and begins like no other one, so that a search for it,
    which forgives mistakes and proposes what begins alike, finds nothing else.
    """
    # Behind q or x such letters begin no word; others do, as in the Polish "względem".
    while (letters := "".join(secrets.choice(known) for known in ("qx", *["bdfgkpqvwxz"] * 11)))[:3] in BEGINNINGS:
        pass
    BEGINNINGS.add(letters[:3])
    return f"{what}-{letters}"


@dataclass
class Scene:
    """The records that the matrix makes its addresses from, and the texts that must not get out.

    ``hidden`` are texts for the desk of the region only; ``personal`` are texts that no page shows but the
    forms of the person they belong to. Both map what it is to the text.
    """

    cast: dict[str, Account]
    network: Network
    home: Region
    abroad: Region
    meeting: Meeting
    visit: Meeting
    foreign: Meeting
    coming: Meeting
    learning: Learning
    capacities: Capacities
    funding: FundingLine
    guest: MeetingInvitation
    waiting: PlaceRequest
    live: Live
    written: WrittenMinutes
    poll: QuickPoll
    feedback: FeedbackRound
    date_option: DateOption
    date_reply: DateReply
    decision: Decision
    commitment: Commitment
    insight: Insight
    quote: Insight
    secret_quote: Insight
    withdrawn: Insight
    participant: Participant
    count: ReportedCount
    draft: Article
    photo: Photo
    published: Article
    account: Account
    grant: RoleGrant
    invitation: Invitation
    entry: Organisation
    twin: Organisation
    seat: Membership
    neighbour: Organisation
    merge: Merge
    contact: Contact
    affiliation: Affiliation
    person_seat: Membership
    group: WorkingGroup
    offer: HelpOffer
    withdrawn_offer: HelpOffer
    action: Action
    action_twin: Action
    action_neighbour: Action
    action_merge: ActionMerge
    action_ask: ActionAsk
    action_proposal: ActionProposal
    guide: Resource
    unread: Resource
    checked: Import
    brought_in: Import
    subscription: Subscription
    dead: OutboxMessage
    missing: Missing
    hidden: dict[str, str] = field(default_factory=dict)
    personal: dict[str, str] = field(default_factory=dict)

    @property
    def facilitator(self) -> Actor:
        """Who keeps the record of the home region."""
        return actor_of(self.cast["facilitator"])

    @property
    def token(self) -> str:
        """A sign-in link's token for the account without a part in the cast."""
        return issue_sign_in_link(self.account)

    @property
    def invited_token(self) -> str:
        """The token of the invitation's link."""
        return signing.dumps(str(self.invitation.pk), salt=INVITED)

    @property
    def leave_token(self) -> str:
        """The token of the guest's link for getting no more mail."""
        return leave_address(self.guest.address).rstrip("/").rpartition("/")[2]


def picture(name: str = "photo.png") -> SimpleUploadedFile:
    """A small picture as a browser sends it."""
    content = BytesIO()
    Image.new("RGB", (48, 32), (200, 120, 40)).save(content, "PNG")
    return SimpleUploadedFile(name, content.getvalue(), content_type="image/png")


@contextmanager
def noted(texts: dict[str, str]) -> Iterator[Any]:
    """``note("draft title")`` makes a secret text and keeps it among ``texts``."""

    def note(what: str) -> str:
        return texts.setdefault(what, secret(what.replace(" ", "-")))

    yield note


def build(cast: dict[str, Account]) -> Scene:
    """Make the scene in the loaded network, by the actions that pages use."""
    BEGINNINGS.clear()  # what an earlier scene held is gone
    network = Network.objects.get(slug="share-sira")
    home, abroad = Region.objects.get(slug=HOME), Region.objects.get(slug=ABROAD)
    by, hidden = actor_of(cast["facilitator"]), {}
    meeting = _meeting(by, network, home)
    with noted(hidden) as note:
        insights = _insights(by, meeting, note)
        outcomes = noted_outcomes(by, meeting, insights["insight"], note)
        came = _attendance(by, meeting, note)
        draft, photo = _draft(by, network, home, note)
        invitation = _invitation(by, home, note)
        known = people(by, home, note)
        written = minutes_of_meetings(by, meeting, known["contact"], note)
        coming, guest = guest_list(by, network, home, note)
        waits = waiting(by, coming, note)
        live = live_meeting(by, network, home, note)
        poll, feedback = in_the_room(by, coming, note)
        option, reply = date_question(by, coming, guest, note)
        trainings = learning(by, network, home, note)
        mapped = on_the_map(by, home, coming, note)
        table = on_the_table(by, home, note)
        unread = unread_portrait(by, network, home, note)
        checked = _import(by, home, note("name of a contact in a list"))
    brought_in = _import(by, home, "Camille Publique")
    exchange.write_import(by=by, batch=brought_in, turn=brought_in.turn)
    published = _published(by, meeting)
    _withdraw(by, insights["withdrawn"])
    freeze_factfile(by=by, region=home)
    account, grant, personal = _account(home)
    subscription = _subscription(network, home)
    personal["address of a subscriber"] = subscription.email
    with noted(hidden) as note:
        # As long as the field: a postcode is short.
        hidden["postcode of a shelter"] = secret("p")[:12]
        found = entries(by, home, note("street of a shelter"), hidden["postcode of a shelter"])
    return Scene(
        cast=cast, network=network, home=home, abroad=abroad, meeting=_fresh(meeting), draft=_fresh(draft),
        visit=_visit(by, network, home),
        foreign=Meeting.objects.get(region=abroad, number=1, kind="roundtable"), photo=photo, published=published,
        coming=coming, guest=guest, waiting=waits, learning=trainings, live=live, written=written,
        poll=poll, feedback=feedback,
        date_option=option, date_reply=reply,
        guide=_fresh(public_guide(by, network, home)), unread=_fresh(unread), checked=_fresh(checked),
        brought_in=_fresh(brought_in),
        participant=came[0], count=came[1], account=account, hidden=hidden, personal=personal,
        grant=grant, invitation=invitation, subscription=subscription,
        dead=queue_dead(), **mapped,
        **{name: _fresh(row) for name, row in (insights | outcomes | known | table | found).items()},
    )  # fmt: skip


def secrets_of(scene: Scene) -> dict[str, str]:
    """All that a stranger may not read: the region's, the account's, and the e-mail addresses of the cast."""
    public = {scene.home.contact_email, scene.abroad.contact_email, scene.network.contact_email}
    emails = {f"e-mail of {role}": account.email for role, account in scene.cast.items()}
    others = {what: email for what, email in emails.items() if email not in public and what != "e-mail of stranger"}
    return scene.hidden | scene.personal | others


def told_in(lines: list[str], scene: Scene) -> list[str]:
    """Lines of a log that tell something: a text that is private, any address of ours, or any mailbox."""
    private = {*secrets_of(scene).values(), "/fr/", "/en/", "/ar/", "@"}
    return [line for line in lines if any(text in line for text in private)]


def queue_dead() -> OutboxMessage:
    """A mail that was given up."""
    told = {"to": f"{secret('given up')}@example.org", "subject": "", "body": ""}
    return OutboxMessage.objects.create(kind="mail", state="dead", payload=told, attempts=8, last_error="SMTPDataError")


def _fresh(row: Any) -> Any:
    return type(row)._base_manager.get(pk=row.pk)


def _meeting(by: Actor, network: Network, home: Region) -> Meeting:
    near = list(Organisation.objects.filter(memberships__region=home).order_by("slug")[:2])
    facts = MeetingFacts(kind="roundtable", day=date(2022, 3, 9), number=2, mode="in_person", place="Le Creusot")
    meeting = meetings.record_meeting(
        by=by, id=new_id(), network=network, region=home, facts=facts, organisers=near, state="held"
    )
    return meeting


def _visit(by: Actor, network: Network, home: Region) -> Meeting:
    facts = MeetingFacts(kind="visit", day=timezone.localdate() + timedelta(days=400), place="Génelard")
    return meetings.record_meeting(by=by, id=new_id(), network=network, region=home, facts=facts)


def _insights(by: Actor, meeting: Meeting, note: Any) -> dict[str, Insight]:
    given = Consent(date(2022, 3, 9), note("how consent was given"))

    def said(kind: str, text: str, consent: Consent | None = None, **facts: Any) -> Insight:
        told = InsightFacts(kind, Translated({"fr": text, "en": f"{text} (en)"}), **facts)
        return meetings.note_insight(
            by=by, id=new_id(), meeting=meeting, facts=told, tags=Tags(_themes(), consent=consent)
        )

    private = {"original": note("original wording"), "original_language": "fr", "person": note("person of an insight")}
    taken = {"original": note("original of a withdrawn quote"), "attribution": "named"}
    return {
        "insight": said("need", "Des bus le soir", **private),
        "quote": said("quote", "On nous attendait", given, person="Amina Publique", attribution="named"),
        "secret_quote": said("quote", note("quote without consent"), person=note("person of a quote")),
        "withdrawn": said("quote", note("withdrawn quote"), given, person=note("person who withdrew"), **taken),
    }


def _themes() -> list[Term]:
    return list(Term.objects.filter(vocabulary="theme").order_by("order")[:2])


def list_file(contact: str) -> SimpleUploadedFile:
    """A short list: a row that looks like an entry or is new, and one with problems."""
    rows = (
        "Nom;Commune;SIRET;Type;Contact",
        f"Foyer de {contact};Digoin;;association;{contact}",
        f"Atelier de {contact};Cluny;12;chose;",
    )
    return SimpleUploadedFile("liste.csv", "\n".join(rows).encode())


def _import(by: Actor, home: Region, contact: str) -> Import:
    file = list_file(contact)
    batch = exchange.open_import(
        by=by, id=new_id(), region=home, target="organisations", source=f"Liste {contact[:4]}", name="liste.csv",
        content=file.read(), language="fr",
    )  # fmt: skip
    told = {"mapping": batch.mapping, "purpose": "invitations"}
    exchange.map_columns(by=by, batch=batch, seen=batch.version, **told)
    exchange.check_import(by=by, batch=batch, language="fr")
    return _fresh(batch)


def _withdraw(by: Actor, insight: Insight) -> None:
    meetings.withdraw_consent(by=by, insight=_fresh(insight))


def _attendance(by: Actor, meeting: Meeting, note: Any) -> tuple[Participant, ReportedCount]:
    newcomers = Term.objects.get(vocabulary="category", code="newcomer")
    seats = [(newcomers, Seats("few"))]
    totals = {"people": (23, 25)}
    meetings.note_attendance(by=by, meeting=meeting, seen=meeting.version, totals=totals, categories=seats)
    count = meetings.add_count(
        by=by, meeting=meeting, count=ReportedCount(low=3, high=3, unit="people", category=newcomers)
    )
    came = Participant(id=new_id(), person=note("participant"), people=1)
    return meetings.add_participant(by=by, meeting=meeting, participant=came), count


def _draft(by: Actor, network: Network, home: Region, note: Any) -> tuple[Article, Photo]:
    draft = library.write_news(
        by=by, id=new_id(), network=network, region=home, language="fr", dated=date(2022, 3, 20),
        title=note("first title"), lead=note("first lead"), body=note("first body"),
    )  # fmt: skip
    parts = [{"key": "own", "text": note("draft body")}]
    library.write_text(
        by=by, article=draft, language="fr", title=note("draft title"), lead=note("draft lead"), parts=parts
    )
    words = Translated({"fr": note("words for a photo")})
    photo = library.set_photo(by=by, article=draft, upload=picture(), credit=note("photo credit"), alternative=words)
    return draft, photo


def _published(by: Actor, meeting: Meeting) -> Article:
    article = meetings.draft_report(by=by, meeting=meeting)
    meetings.publish_report(by=by, meeting=meeting)
    library.set_photo(
        by=by, article=_fresh(article), upload=picture(), credit="La plateforme",
        alternative=Translated({"fr": "Une table", "en": "A table"}),
    )  # fmt: skip
    return Article.plain.get(pk=article.pk)


def _invitation(by: Actor, home: Region, note: Any) -> Invitation:
    """Somebody invited to the table, whose mail was sent."""
    email = note("invited address")
    invitation = invite_person(
        by=by, id=new_id(), region=home, email=f"{email}@example.org", role="editor", language="fr", note="À bientôt"
    )
    drain()
    return invitation


def _subscription(network: Network, home: Region) -> Subscription:
    """An address that gets news by mail, which only the holder of its link sees."""
    return Subscription.objects.create(
        email=f"{secret('subscriber')}@example.org", language="fr", network=network, region=home,
        topics=["reports", "meetings"], confirmed_at=timezone.now(),
    )  # fmt: skip


def _account(home: Region) -> tuple[Account, RoleGrant, dict[str, str]]:
    """One more member of the region, whose name and address nobody sees but those who give roles there."""
    texts: dict[str, str] = {}
    with noted(texts) as note:
        email = f"{note('account address').lower()}@example.org"
        account = Account.objects.create_user(email, note("account name"), language="fr")
    grant = grant_role(by=SYSTEM, account=account, role="member", region=home)
    return account, grant, texts
