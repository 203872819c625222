"""What pages tell machines in schema.org's words (JSON-LD): the network, organisations, meetings, articles."""

from typing import Any

from django.conf import settings

from welcommune.library.models import Article, ArticleText, Licence, Photo, Resource, ResourceKind
from welcommune.meetings.models import Meeting, MeetingState, Mode
from welcommune.meetings.queries import end_of, meeting_address, meeting_title, start_of
from welcommune.network.models import Network
from welcommune.portal.queries.addresses import absolute
from welcommune.stakeholders.models import Organisation

Data = dict[str, Any]
STATUS = {MeetingState.POSTPONED: "EventPostponed", MeetingState.CANCELLED: "EventCancelled"}
MODES = {
    Mode.ONLINE: "OnlineEventAttendanceMode",
    Mode.IN_PERSON: "OfflineEventAttendanceMode",
    Mode.HYBRID: "MixedEventAttendanceMode",
}
SCHEMA_KINDS = {
    ResourceKind.NEWSLETTER: "PublicationIssue",
    ResourceKind.JOURNAL: "PublicationIssue",
    ResourceKind.VIDEO: "VideoObject",
    ResourceKind.GUIDE: "Guide",
    ResourceKind.MATERIAL: "LearningResource",
}


def _said(**stated: Any) -> Data:
    """Only what is known."""
    return {name.replace("type_", "@type").replace("id_", "@id"): value for name, value in stated.items() if value}


def _in_schema(data: Data) -> Data:
    return {"@context": "https://schema.org", **data}


def network_ld(network: Network) -> Data:
    """The network as an organisation: its name, what it is, who answers."""
    return _in_schema(_network(network))


def _network(network: Network) -> Data:
    full = str(network.full_name.best())
    return _said(
        type_="Organization",
        id_=absolute("home", settings.LANGUAGE_CODE) + "#network",
        name=network.name,
        alternateName=full if full != network.name else "",
        url=absolute("home"),
        description=str(network.about.best()),
        email=network.contact_email,
    )


def organisation_ld(organisation: Organisation, address: str = "") -> Data:
    """An organisation; ``address`` is its page here. Of a sensitive place, the town and nothing finer."""
    place = {} if organisation.is_sensitive else {
        "streetAddress": organisation.address, "postalCode": organisation.postcode
    }  # fmt: skip
    where = _said(**place, addressLocality=organisation.town, addressCountry=organisation.country.upper())
    return _in_schema(
        _said(
            type_="Organization",
            id_=f"{address}#organisation" if address else "",
            name=organisation.name,
            alternateName=organisation.acronym,
            description=str(organisation.about.best()),
            url=organisation.website or address,
            email=organisation.email,
            telephone=organisation.phone,
            address={"@type": "PostalAddress", **where} if where else None,
        )
    )


def event_ld(meeting: Meeting, organisers: list[str]) -> Data:
    """A meeting: when, how, where, who convenes, and whether it takes place."""
    start, end = start_of(meeting), end_of(meeting)
    network = _network(meeting.network)
    return _in_schema(
        _said(
            type_="Event",
            id_=f"{meeting_address(meeting)}#meeting",
            name=meeting_title(meeting),
            url=meeting_address(meeting),
            startDate=(start or meeting.day).isoformat(),
            endDate=end.isoformat() if end else "",
            eventStatus=f"https://schema.org/{STATUS.get(MeetingState(meeting.state), 'EventScheduled')}",
            eventAttendanceMode=f"https://schema.org/{MODES[Mode(meeting.mode)]}" if meeting.mode else "",
            inLanguage=meeting.languages,
            location=_location(meeting),
            organizer=[_said(type_="Organization", name=name) for name in organisers] or [network],
        )
    )


def _location(meeting: Meeting) -> list[Data]:
    """Where: a place, an online room, or both; without a place, the region as a whole."""
    found = []
    if meeting.mode in {Mode.ONLINE, Mode.HYBRID}:
        found.append(_said(type_="VirtualLocation", url=meeting_address(meeting)))
    if meeting.mode != Mode.ONLINE:
        region = meeting.region
        name = meeting.place or (str(region.name.best()) if region else "")
        country = region.country.upper() if region else ""
        address = _said(type_="PostalAddress", addressLocality=meeting.place, addressCountry=country)
        found += [_said(type_="Place", name=name, address=address)] if name else []
    return found


def article_ld(article: Article, text: ArticleText, photo: Photo | None) -> Data:
    """An article: its headline in the language shown, when it appeared and changed, and whose it is."""
    network, address = article.network, absolute("article", slug=article.slug)
    return _in_schema(
        _said(
            type_="NewsArticle",
            id_=f"{address}#article",
            mainEntityOfPage=address,
            headline=text.title,
            description=text.lead,
            inLanguage=text.language,
            datePublished=(article.published_at.isoformat() if article.published_at else article.dated.isoformat()),
            dateModified=max(article.changed_at, text.created_at).isoformat(),
            image=[absolute("photo", pk=photo.pk)] if photo else None,
            publisher=_network(network),
            author=_network(network),
            isPartOf=_said(type_="WebSite", name=network.name, url=absolute("home")),
            contentLocation=_said(type_="Place", name=str(article.region)) if article.region else None,
        )
    )


def resource_ld(resource: Resource) -> Data:
    """Something to read or to use: its title, series, language, licence, and who published it."""
    address, publisher = absolute("resource", slug=resource.slug), resource.publisher
    title, about = resource.title.best(), resource.about.best()
    series = _said(type_="Periodical", name=resource.series) if resource.series else None
    return _in_schema(
        _said(
            type_=SCHEMA_KINDS.get(ResourceKind(resource.kind), "CreativeWork"),
            id_=f"{address}#resource",
            name=str(title),
            description=str(about),
            url=resource.url or address,
            inLanguage=resource.language,
            datePublished=resource.dated,
            issueNumber=resource.number if series else "",
            isPartOf=series,
            license=Licence(resource.licence).address if resource.licence else "",
            publisher=_said(type_="Organization", name=publisher.name) if publisher else None,
        )
    )
