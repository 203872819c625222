"""Atom feeds: the youngest news and resources of the network or of one region, in the reader's language."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import Prefetch, Q, QuerySet
from django.db.models.functions import Coalesce
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from welcommune.core.text import Said
from welcommune.core.ui import commas
from welcommune.library.models import Article, ArticleText, Resource
from welcommune.library.queries import published_articles, resources_of
from welcommune.meetings.models import Insight
from welcommune.network.models import Network, Region
from welcommune.portal.queries.addresses import absolute, tag
from welcommune.portal.queries.articles import ShownText, shown_texts

MOST_ENTRIES = 30
KINDS: dict[str, str | Promise] = {
    "news": gettext_lazy("News"),
    "reports": gettext_lazy("Reports of meetings"),
    "other-news": gettext_lazy("Other news"),
    "resources": gettext_lazy("To read and to use"),
}


@dataclass(frozen=True)
class Entry:
    """One entry of a feed; ``links`` are its pages: (language, address)."""

    id: str
    title: Said
    summary: Said
    content: str
    links: list[tuple[str, str]]
    published: datetime
    updated: datetime
    place: str


@dataclass(frozen=True)
class Feed:
    """See ``portal/feed.xml``."""

    id: str
    title: str
    author: str
    language: str
    address: str
    page: str
    updated: datetime
    entries: list[Entry]


def feed_links(region: Region | None = None) -> list[tuple[str, str]]:
    """What a page tells feed readers: (title, address)."""
    where = {"region": region.slug} if region else {}
    name = "region_feed" if region else "feed"
    return [(feed_title(kind, region), absolute(name, kind=kind, **where)) for kind in ("news", "resources")]


def feed_title(kind: str, region: Region | None, network: Network | None = None) -> str:
    """What a feed is called: its place, and its kind."""
    place: Any = region.name.best() if region else network.name if network else ""
    return commas([place, str(KINDS[kind])])


def feed(kind: str, network: Network, region: Region | None = None) -> Feed:
    """The feed of a kind in the active language; the same number of queries for any number of entries."""
    entries = _resources(network, region) if kind == "resources" else _articles(kind, network, region)
    owner: Any = region or network
    language = get_language() or "en"
    where = {"region": region.slug} if region else {}
    return Feed(
        id=tag(owner, "feed", language, kind),
        title=feed_title(kind, region, network),
        author=network.name,
        language=language,
        address=absolute("region_feed" if region else "feed", kind=kind, **where),
        page=absolute("region", **where) if region else absolute("resources" if kind == "resources" else "news"),
        updated=max([entry.updated for entry in entries], default=owner.changed_at),
        entries=entries,
    )


def articles_of(kind: str, network: Network, region: Region | None) -> QuerySet[Article]:
    """Published articles of a kind: all "news", "reports" of meetings, or "other-news"."""
    where: dict[str, Any] = {"region": region} if region else {"network": network}
    found = published_articles(**where).select_related("region")
    return found if kind == "news" else found.filter(report__isnull=kind != "reports")


def with_texts(articles: QuerySet[Article]) -> list[tuple[Article, dict[str, ArticleText]]]:
    """Articles with their current texts by language; those without any are left out."""
    current = Prefetch("texts", ArticleText.objects.filter(is_current=True), to_attr="current_texts")
    rows = [(row, {text.language: text for text in row.current_texts}) for row in articles.prefetch_related(current)]
    return [(row, texts) for row, texts in rows if texts]


def best_text(texts: dict[str, ArticleText]) -> ArticleText:
    """The text in the active language, else in English, else in any."""
    return next(texts[code] for code in (get_language(), "en", *sorted(texts)) if code in texts)


def _articles(kind: str, network: Network, region: Region | None) -> list[Entry]:
    shown_since = Coalesce("published_at", "created_at")
    youngest = articles_of(kind, network, region).order_by(shown_since.desc(), "-dated", "slug")[:MOST_ENTRIES]
    rows = with_texts(youngest)
    chosen = [best_text(texts) for _article, texts in rows]
    changed = _quotes_changed(chosen)
    shown = zip(rows, chosen, shown_texts(chosen), strict=True)
    return [_article_entry(row, texts, text, words, changed) for (row, texts), text, words in shown]


def _quotes_changed(texts: Iterable[ArticleText]) -> dict[UUID, datetime]:
    """When the quotes in these texts last changed, a withdrawal of consent included."""
    quoted = [UUID(identifier) for text in texts for identifier in text.quoted]
    return dict(Insight.objects.filter(pk__in=quoted).values_list("pk", "changed_at")) if quoted else {}


def _article_entry(
    article: Article, texts: dict[str, ArticleText], text: ArticleText, words: ShownText, changed: dict[UUID, datetime]
) -> Entry:
    quotes = [changed[key] for key in map(UUID, text.quoted) if key in changed]
    public = article.published_at or article.created_at
    return Entry(
        id=tag(article, "article"),
        title=Said(text.title, text.language),
        summary=Said(text.lead, text.language),
        content=content_of(words),
        links=_languages_of(article, texts),
        published=public,
        updated=max([public, article.changed_at, text.created_at, *quotes]),
        place=str(article.region.name.best()) if article.region else "",
    )


def _languages_of(article: Article, texts: dict[str, ArticleText]) -> list[tuple[str, str]]:
    """The address of the article in each language that it has; those that pages do not speak are asked for."""
    spoken = [code for code, _name in settings.LANGUAGES]
    own = absolute("article", slug=article.slug)
    found = [(code, absolute("article", code, slug=article.slug)) for code in spoken if code in texts]
    return found + [(code, f"{own}?text={code}") for code in sorted(texts) if code not in spoken]


def content_of(words: ShownText) -> str:
    """The text as HTML without our site's looks; of quotes those that consent allows to show today."""
    html = "\n".join(_part(part.html, part.quote) for part in words.parts)
    # A feed is read elsewhere: links within the site need its name.
    return html.replace('href="/', f'href="{settings.SITE_URL}/')


def _part(html: SafeString | None, quote: Any) -> SafeString | str:
    if html is not None:
        return html
    if not quote.text:
        return ""
    said = format_html('<p lang="{}">{}</p>', quote.text.language, quote.text.text)
    return format_html("<blockquote>{}{}</blockquote>", said, format_html("<p>{}</p>", quote.attribution or ""))


def _resources(network: Network, region: Region | None) -> list[Entry]:
    regions = network.participations.values("region")
    rows = resources_of(region=region) if region else resources_of().filter(Q(network=network) | Q(region__in=regions))
    youngest = rows.select_related("region", "publisher").order_by("-published_at", "-dated", "slug")[:MOST_ENTRIES]
    return [_resource_entry(row) for row in youngest]


def _resource_entry(row: Resource) -> Entry:
    title, about = row.title.best(), row.about.best()
    by = row.publisher.name if row.publisher else ""
    return Entry(
        id=tag(row, "resource"),
        title=title,
        summary=about or Said(_("From %(organisation)s") % {"organisation": by} if by else "", get_language() or "en"),
        content="",
        links=[(get_language() or "en", absolute("resource", slug=row.slug))],
        published=row.published_at or row.created_at,
        updated=max(row.published_at or row.created_at, row.changed_at),
        place=str(row.region.name.best()) if row.region else "",
    )
