"""More rows of every kind that lists and pages show, so that queries can be counted with few and with many."""

from datetime import date, timedelta
from itertools import count

from django.utils import timezone

from tests.matrix.capacities import more_capacities
from tests.matrix.learning import more_learning
from tests.matrix.live import grow_live
from tests.matrix.minutes import more_minutes
from tests.matrix.money import more_funding
from tests.matrix.scene import Scene
from welcommune.accounts.models import Account
from welcommune.core.access import SYSTEM
from welcommune.core.audit import log
from welcommune.core.ids import new_id
from welcommune.core.models import Source
from welcommune.core.text import Translated
from welcommune.exchange.models import Import, ImportRow, RowKind
from welcommune.library.models import Article, ArticleState, ArticleText, Photo, Resource
from welcommune.meetings.models import (
    AgendaItem,
    CategoryPresent,
    Commitment,
    Decision,
    Insight,
    Meeting,
    MeetingInvitation,
    MeetingState,
    Organiser,
    Participant,
    PlaceRequest,
    QuoteConsent,
    Report,
    ReportedCount,
)  # fmt: skip
from welcommune.network.models import Invitation, Participation, Region, RegionClass, RegionCode, RoleGrant, Term
from welcommune.pilots.models import PilotAction
from welcommune.search.actions import reindex
from welcommune.stakeholders.models import (
    Affiliation,
    Contact,
    HelpOffer,
    Identifier,
    ListingConsent,
    Membership,
    Merge,
    Organisation,
    WorkingGroup,
)

numbers = count(1)
LANGUAGES = ("fr", "en", "ar")


def grow(scene: Scene, times: int) -> None:
    """``times`` more of everything in the home region, and as many more regions."""
    for _time in range(times):
        number = next(numbers)
        organisation = _organisation(number)
        meeting = add_meeting(scene, number)
        _beside(meeting, organisation)
        said(scene, meeting, organisation, number)
        _write(scene.draft, number)
        _write(meeting.report.article, number)
        _around(scene, organisation, number)
        _contacts(scene, organisation, number)
        _guests(scene, number)
        grow_live(scene.live, number)
        more_minutes(scene, meeting, organisation, number)
        more_learning(scene, number)
        more_capacities(scene, number)
        more_funding(scene, number)
        _together(scene, organisation, number)
        _region(scene, number)
        _register(scene, organisation, number)
        _waiting(scene, number)
        _lists(scene, number)
        _people(scene, number)
        said(scene, scene.meeting, organisation, number)
        _beside(scene.meeting, organisation, _category(number))


def _category(number: int) -> Term:
    return Term.objects.create(vocabulary="category", code=f"kind-{number}", name={"en": f"Kind {number}"})


def _organisation(number: int) -> Organisation:
    return Organisation.objects.create(
        slug=f"organisation-{number}", name=f"Organisation {number}", language="fr", category=_category(1000 + number)
    )


def _lists(scene: Scene, number: int) -> None:
    """One more list, one more row of each kind in the lists that are checked and brought in, and one that stays."""
    Import.plain.create(region=scene.home, target="organisations", source=f"Liste {number}", file_name="l.csv")
    trouble = ["category", "chose", "Nobody knows this word.", "error", "True"]
    for batch in (scene.checked, scene.brought_in):
        ImportRow.objects.create(
            batch=batch, number=100 * number, kind=RowKind.PROBLEM, title="x", cells={"name": "x"}, problems=[trouble]
        )
        alike = [[str(new_id()), "x", "X", "Digoin", "the same name"]]
        ImportRow.objects.create(batch=batch, number=100 * number + 1, kind=RowKind.SIMILAR, title="x", alike=alike)
        change = [["town", "Digoin", "Cluny"]]
        ImportRow.objects.create(
            batch=batch,
            number=100 * number + 2,
            kind=RowKind.CHANGED,
            title="x",
            differences=change,
            object_id=new_id(),
        )
        organisation = _organisation(5000 + 2 * number + (batch is scene.checked))
        batch.stayed = [*batch.stayed, ["stakeholders.Organisation", str(organisation.pk), "changed"]]
        Import.plain.filter(pk=batch.pk).update(stayed=batch.stayed)


def add_meeting(scene: Scene, number: int) -> Meeting:
    """A held roundtable with a published report in three languages."""
    meeting = Meeting.plain.create(
        network=scene.network, region=scene.home, kind="roundtable", number=9 + number, state=MeetingState.HELD,
        day=date(2023, 1, 1) + timedelta(days=number), mode="online",
    )  # fmt: skip
    article = add_article(scene, number)
    Report.objects.create(meeting=meeting, article=article)
    ReportedCount.objects.create(meeting=meeting, low=8, high=9, unit="people")
    return meeting


def add_article(scene: Scene, number: int, state: str = ArticleState.PUBLISHED) -> Article:
    """An article with a text in three languages and a picture."""
    article = Article.plain.create(
        slug=f"article-{state}-{number}", network=scene.network, region=scene.home, state=state,
        dated=date(2023, 1, 1) + timedelta(days=number), people=9,
    )  # fmt: skip
    for language in LANGUAGES:
        ArticleText.objects.create(article=article, language=language, number=1, title=f"Title {number}", lead="Lead")
    Photo.objects.create(article=article, file="x.webp", width=2, height=2, credit="x", alternative={"en": "x"})
    return article


def _write(article: Article, number: int) -> None:
    """One more version, which refers to one more quote."""
    current = article.texts.get(language="fr", is_current=True)
    quotes = Insight.plain.filter(kind="quote", consent__isnull=False).order_by("-pk")[: number + 1]
    article.texts.filter(language="fr").update(is_current=False)
    ArticleText.objects.create(
        article=article, language="fr", number=current.number + 1, title="Titre",
        parts=[{"key": "quote", "insight": str(quote.pk)} for quote in quotes],
    )  # fmt: skip


def _beside(meeting: Meeting, organisation: Organisation, category: Term | None = None) -> None:
    kind = category or organisation.category
    ReportedCount.objects.create(meeting=meeting, low=2, high=3, unit="people", category=kind)
    CategoryPresent.objects.create(meeting=meeting, category=kind, detail={"fr": "précision"})
    Organiser.objects.create(meeting=meeting, organisation=organisation)
    Participant.objects.create(meeting=meeting, organisation=organisation)
    AgendaItem.objects.create(meeting=meeting, title={"fr": "Un point"})
    Meeting.plain.create(
        parent=meeting, network=meeting.network, region=meeting.region, kind="training", day=meeting.day, state="held"
    )


def said(scene: Scene, meeting: Meeting, organisation: Organisation, number: int) -> None:
    """An insight and a quote with consent, each attributed, each with a source and an answer; and a decision."""
    Decision.objects.create(meeting=meeting, text=f"Convenu {number}", language="fr")
    for kind, attribution in (("need", "organisation"), ("solution", "category"), ("quote", "organisation")):
        insight = Insight.plain.create(
            region=scene.home, meeting=meeting, said_on=meeting.day, kind=kind,
            text=Translated({"fr": f"Dit {number}"}), attribution=attribution,
            organisation=organisation, category=organisation.category,
        )  # fmt: skip
        insight.themes.set(Term.objects.filter(vocabulary="theme"))
        promised = {"what": f"Promis {number}", "language": "fr", "organisation": organisation, "insight": insight}
        Commitment.plain.create(region=scene.home, meeting=meeting, due=date(2023, 1, 1), **promised)
        _cite(insight, number)
        if kind == "quote":
            QuoteConsent.objects.create(insight=insight, given_on=date(2022, 1, 1), given_how="par écrit")


def _cite(row: object, number: int) -> None:
    Source.objects.create(object_id=row.pk, text=f"Source {number} of {type(row).__name__}")


def _around(scene: Scene, organisation: Organisation, number: int) -> None:
    member = Membership.plain.create(region=scene.home, organisation=organisation)
    pilot = PilotAction.plain.create(
        slug=f"pilot-{number}", network=scene.network, region=scene.home, title="Essai", lead=organisation
    )
    pilot.partners.add(organisation)
    pilot.themes.set(Term.objects.filter(vocabulary="theme"))
    resource = {"network": scene.network, "region": scene.home, "publisher": organisation, "title": {"fr": "À lire"}}
    kinds = ("newsletter", "portrait", "event")
    found = [
        Resource.plain.create(
            slug=f"{kind}-{number}", kind=kind, state="published", series="Guides", number=str(number), language="fr",
            dated=str(2000 + number), **resource,
        )
        for kind in kinds
    ]  # fmt: skip
    for row in found:
        row.themes.set(Term.objects.filter(vocabulary="theme"))
    drafts = {"url": "https://example.org/", "checked_on": date(2026, 1, 9), "failing_since": date(2026, 1, 2)}
    Resource.plain.create(slug=f"broken-{number}", kind="video", state="published", **drafts, **resource)
    Resource.plain.create(
        slug=f"lost-{number}", kind="video", state="published", **drafts, **resource | {"region": None}
    )
    Resource.plain.create(slug=f"draft-{number}", kind="video", **{**resource, "region": None})
    code = RegionCode.objects.create(region=scene.home, code=f"X{number}")
    for row in (member, pilot, *found, code):
        _cite(row, number)


def _contacts(scene: Scene, organisation: Organisation, number: int) -> None:
    """A contact with a job and a seat, and more of each for the contact of the scene."""
    told = {"source": "annuaire", "purpose": "invitations"}
    contact = Contact.plain.create(region=scene.home, name=f"Person {number}", email=f"p{number}@example.org", **told)
    kind = _category(2000 + number)
    for person in (contact, scene.contact):
        Affiliation.objects.create(contact=person, organisation=organisation, function="accueil")
        role = "member" if person == contact else ("expert", "observer", "facilitator")[number % 3]
        Membership.plain.create(region=scene.home, contact=person, category=kind, role=role, state="past")
    Membership.plain.filter(contact=contact).update(state="active")
    ListingConsent.objects.create(contact=contact, given_on=date(2022, 1, 1), given_how="par écrit")


def _guests(scene: Scene, number: int) -> None:
    """One more guest of each kind for the meeting that is to come."""
    last = Contact.plain.filter(region=scene.home).order_by("-pk")[0]
    needs = {"needs": ["access"], "interpretation": f"Language {number}"}
    told = {"answer": "yes", "answered_at": timezone.now(), "sent_at": timezone.now(), **needs}
    MeetingInvitation.objects.create(meeting=scene.coming, contact=last, **told)
    by_hand = {"name": f"Guest {number}", "email": f"guest{number}@example.org", "language": "fr"}
    MeetingInvitation.objects.create(meeting=scene.coming, **by_hand)
    waits = {"email": f"waits{number}@example.org", "language": "fr", "confirmed_at": timezone.now()}
    PlaceRequest.objects.create(meeting=scene.coming, name=f"Waits {number}", **waits)
    extra = {"source": "annuaire", "purpose": "invitations"}
    Contact.plain.create(region=scene.home, name=f"Free {number}", email=f"free{number}@example.org", **extra)
    AgendaItem.objects.create(meeting=scene.coming, title={"fr": "Un point"})


def _together(scene: Scene, organisation: Organisation, number: int) -> None:
    """A group with a member, and an offer of that member."""
    group = WorkingGroup.plain.create(region=scene.home, name={"fr": f"Groupe {number}"})
    themes = Term.objects.filter(vocabulary="theme")
    group.themes.set(themes)
    seat = Membership.plain.filter(region=scene.home, organisation=organisation)[0]
    seat.working_groups.add(group, scene.group)
    offer = HelpOffer.plain.create(
        region=scene.home, organisation=organisation, kind="room", text={"fr": f"Salle {number}"}, languages=["fr"]
    )
    offer.themes.set(themes)


def _register(scene: Scene, organisation: Organisation, number: int) -> None:
    """One entry more of which everything is known, like the entry of the scene and part of it; and more of that."""
    home, entry = scene.home, scene.entry
    told = {"names": {"en": f"Witness {number}"}, "places": [f"Place {number}"], "confirmed_on": date(2019, 1, 1)}
    place = {"town": entry.town, "steward": home, "parent": entry, "category": organisation.category}
    alike = Organisation.objects.create(slug=f"alike-{number}", name=entry.name, language="fr", **told, **place)
    gone = Organisation.objects.create(slug=f"gone-{number}", name="Gone", language="fr", merged_into=entry)
    Merge.objects.create(kept=entry, absorbed=gone)
    for row in (alike, entry):
        row.themes.set(Term.objects.filter(vocabulary="theme"))
        Identifier.objects.create(organisation=row, scheme="pic", value=f"{number}{row.slug}"[:40])
        Source.objects.create(object_id=row.pk, text=f"Source {number}")
    Membership.plain.create(region=home, organisation=alike, role="observer", state="past")
    Membership.plain.create(region=Region.objects.get(slug=f"region-{number}"), organisation=entry)
    PilotAction.plain.filter(slug=f"pilot-{number}").update(lead=entry)
    Organiser.objects.create(meeting=scene.meeting, organisation=alike, order=number)
    log("stakeholders.change_organisation", by=SYSTEM, about=entry, fields=["name", "identifiers"])
    reindex(alike, entry, organisation)


def _region(scene: Scene, number: int) -> None:
    region = Region.objects.create(
        slug=f"region-{number}", name={"fr": f"Région {number}"}, country="fr", languages=["fr"], point=[4.0, 46.0],
        outline=[[4.0, 46.0], [4.5, 46.0], [4.5, 46.5]],
    )  # fmt: skip
    Participation.objects.create(network=scene.network, region=region, order=50 + number)
    RegionClass.objects.create(region=region, scheme="eurostat", value="rural", is_used_for_filters=True)


def _people(scene: Scene, number: int) -> None:
    """One more person with a role in the region and one in the network, and one more who is invited to each."""
    account = Account.objects.create_user(f"person-{number}@example.org", f"Person {number}")
    until = timezone.now() + timedelta(days=3)
    for place in ({"region": scene.home}, {"network": scene.network}):
        RoleGrant.objects.create(account=account, role="editor", **place)
        offered = {"role": "member", "language": "fr", "expires_at": until, "invited_by": account}
        Invitation.plain.create(email=f"invited-{number}@example.org", **offered, **place)


def _waiting(scene: Scene, number: int) -> None:
    """What the desk's start lists: a draft, a meeting without a report, a coming one."""
    add_article(scene, number, ArticleState.DRAFT)
    plain = {"network": scene.network, "region": scene.home, "kind": "visit"}
    Meeting.plain.create(**plain, state=MeetingState.HELD, day=date(2022, 2, 2))
    Meeting.plain.create(**plain, state=MeetingState.PLANNED, day=timezone.localdate() + timedelta(days=number))
