"""What pages show of articles: the text in the reader's language, and which others exist."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import FilteredRelation, Prefetch, Q, QuerySet
from django.utils.translation import get_language

from welcommune.core.access import only_one
from welcommune.core.text import LANGUAGE_NAMES, Said, Translated
from welcommune.library.models import Article, ArticleState, ArticleText, Photo, part_text
from welcommune.library.prose import bare
from welcommune.network.queries import EDITING, PUBLIC, region_places, whose
from welcommune.search.models import Entry, entry_of
from welcommune.search.queries import indexed


@dataclass(frozen=True)
class ReadArticle:
    """An article as one reader sees it: the text shown, its language, and the other languages there are."""

    id: UUID
    slug: str
    dated: date
    region_name: str
    region_slug: str
    people: int | None
    text: ArticleText
    is_wanted_language: bool
    others: list[tuple[str, str]] = field(default_factory=list)


def published_articles(**where: Any) -> QuerySet[Article]:
    """Published articles, the youngest first."""
    return Article.objects.filter(state=ArticleState.PUBLISHED, **where)


def _shown(languages: Collection[str], *wanted: str) -> str:
    """Which of ``languages`` a reader gets: the first that is ``wanted``, else English, else any; empty for none."""
    return next((code for code in (*wanted, "en", *sorted(languages)) if code in languages), "")


def read(article: Article, chosen: str = "") -> ReadArticle | None:
    """``article`` for a reader of the active language, or in the language ``chosen``; ``None`` without any text."""
    texts = {text.language: text for text in article.texts.filter(is_current=True)}
    wanted = get_language() or "en"
    own = article.region.languages if article.region else []
    shown = _shown(texts, chosen, wanted, "en", *own)
    if not shown:
        return None
    others = sorted((code for code in texts if code != wanted), key=lambda code: LANGUAGE_NAMES.get(code, code))
    return ReadArticle(
        id=article.pk,
        slug=article.slug,
        dated=article.dated,
        region_name=str(article.region) if article.region else "",
        region_slug=article.region.slug if article.region else "",
        people=article.people,
        text=texts[shown],
        is_wanted_language=shown == wanted,
        others=[(code, f"?text={code}") for code in others],
    )


@indexed(Article)
def article_entries(articles: QuerySet[Article]) -> Iterator[Entry]:
    """Articles in all their languages: published ones for everybody, the others for those who write them."""
    current = Prefetch(
        "texts", ArticleText.objects.filter(is_current=True).order_by("language"), to_attr="current_texts"
    )
    for article in articles.prefetch_related(current):
        texts = {text.language: text for text in article.current_texts}
        if texts:
            edit = ["portal:article_edit", {"pk": str(article.pk), "language": next(iter(texts))}, "", EDITING]
            is_public = article.state == ArticleState.PUBLISHED
            yield entry_of(
                article, "article", ["portal:article", {"slug": article.slug}, ""] if is_public else edit,
                desk_page=edit, marks=whose(article.region_id, article.network_id) | {PUBLIC if is_public else EDITING},
                titles={language: text.title for language, text in texts.items()},
                texts={code: f"{text.lead} {bare(part_text(text.parts))}".strip() for code, text in texts.items()},
                dated=article.dated,
            )  # fmt: skip


CARD = (
    "article__slug", "article__dated", "article__people", "article__region__name", "article__region__languages",
    "language", "title", "lead",
)  # fmt: skip


LISTED = ("slug", "dated", "people", "region__slug", "in_wanted__title", "in_wanted__lead")


class NewsItem(NamedTuple):
    """An article in a list, as one reader sees it."""

    slug: str
    dated: date
    people: int | None
    region: Said
    title: Said
    lead: Said


def news_items(articles: QuerySet[Article]) -> list[NewsItem]:
    """Articles for a list, in their order; three queries at most, however many they are."""
    wanted = get_language() or "en"
    places = region_places(wanted)
    in_wanted = FilteredRelation("texts", condition=Q(texts__is_current=True, texts__language=wanted))
    rows = list(articles.annotate(in_wanted=in_wanted).values_list(*LISTED))
    missing = [slug for slug, *_about, title, _lead in rows if title is None]
    others = _other_texts(missing) if missing else {}
    items = []
    for slug, dated, people, region, title, lead in rows:
        place = places[region]
        texts = others.get(slug, {}) if title is None else {wanted: (title, lead)}
        if shown := _shown(texts, wanted, "en", *place.languages):
            title, lead = texts[shown]
            items.append(NewsItem(slug, dated, people, place.name, Said(title, shown), Said(lead, shown)))
    return items


def _other_texts(slugs: list[str]) -> dict[str, dict[str, tuple[str, str]]]:
    """Title and lead by language of articles that are not in the language wanted."""
    texts = ArticleText.objects.filter(is_current=True, article__slug__in=slugs).order_by("pk")
    found: dict[str, dict[str, tuple[str, str]]] = {}
    for slug, language, title, lead in texts.values_list("article__slug", "language", "title", "lead"):
        found.setdefault(slug, {})[language] = (title, lead)
    return found


def latest_news(limit: int, **where: Any) -> list[NewsItem]:
    """The youngest published articles, for cards; one query, since they are few."""
    published = {f"article__{name}": value for name, value in {"state": ArticleState.PUBLISHED, **where}.items()}
    texts = ArticleText.objects.filter(is_current=True, **published).order_by("-article__dated", "article__slug", "pk")
    wanted = get_language() or "en"
    articles: dict[str, tuple[Any, ...]] = {}
    words: dict[str, dict[str, tuple[str, str]]] = {}
    for slug, *about, language, title, lead in texts.values_list(*CARD)[: limit * len(LANGUAGE_NAMES)]:
        articles.setdefault(slug, tuple(about))
        words.setdefault(slug, {})[language] = (title, lead)
    items = []
    for slug, (dated, people, region, own) in list(articles.items())[:limit]:
        shown = _shown(words[slug], wanted, "en", *(own or []))
        title, lead = words[slug][shown]
        place = Translated(region).best(wanted)
        items.append(NewsItem(slug, dated, people, place, Said(title, shown), Said(lead, shown)))
    return items


def desk_items(articles: QuerySet[Article]) -> list[tuple[Article, ArticleText]]:
    """Articles at the desk with their text in the reader's language, else English, else any."""
    current = Prefetch("texts", ArticleText.objects.filter(is_current=True).defer("parts"), to_attr="current_texts")
    items: list[tuple[Article, ArticleText]] = []
    for article in articles.prefetch_related(current):
        texts = {text.language: text for text in article.current_texts}
        if shown := _shown(texts, get_language() or "en"):
            items.append((article, texts[shown]))
    return items


def neighbours(article: Article) -> tuple[NewsItem | None, NewsItem | None]:
    """The published articles before and after this one, by date and address."""
    same_day = Q(dated=article.dated)
    earlier = published_articles().filter(Q(dated__lt=article.dated) | same_day & Q(slug__gt=article.slug))
    later = published_articles().filter(Q(dated__gt=article.dated) | same_day & Q(slug__lt=article.slug))
    before = news_items(earlier.order_by("-dated", "slug")[:1])
    after = news_items(later.order_by("dated", "-slug")[:1])
    return (before[0] if before else None, after[0] if after else None)


def photo_of(article: Article) -> Photo | None:
    """The picture of an article, if it has one."""
    return Photo.objects.filter(article=article).first()


@dataclass(frozen=True)
class LanguageState:
    """How far an article is in one language: the current version and what to say about it."""

    language: str
    text: ArticleText | None
    state: str


def language_states(article: Article, languages: list[str]) -> list[LanguageState]:
    """Per language: missing, drafted (nobody has read it yet), outdated (older than the first language's), current."""
    texts = {text.language: text for text in article.texts.filter(is_current=True)}
    first = texts.get(languages[0]) if languages else None
    return [LanguageState(code, texts.get(code), _state(texts.get(code), first)) for code in languages]


def _state(text: ArticleText | None, first: ArticleText | None) -> str:
    if text is None:
        return "missing"
    if text.is_drafted:
        return "drafted"
    if first and text.pk != first.pk and not first.is_drafted and text.created_at < first.created_at:
        return "outdated"
    return "current"


def current_text(article: Article, language: str) -> ArticleText | None:
    """The current version in a language."""
    return article.texts.filter(language=language, is_current=True).first()


def version(article: Article, language: str, number: int) -> ArticleText:
    """One version by its number; ``Http404`` where there is none."""
    return only_one(article.texts.filter(language=language, number=number))


def languages_of(article: Article) -> list[str]:
    """The languages an article is written in: the region's (or the network's), English, French, and others it has."""
    own = article.region.languages if article.region else article.network.languages[:1]
    known = article.texts.filter(is_current=True).order_by("language").values_list("language", flat=True)
    return list(dict.fromkeys([*own, "en", "fr", *known]))


def parts_to_translate(article: Article) -> list[dict[str, Any]]:
    """For a language without a text: empty parts in the shape of the first text that there is."""
    model = article.texts.filter(is_current=True).order_by("language").first()
    if model is None:
        return []
    return [part if part.get("insight") else {"key": part["key"], "text": ""} for part in model.parts]


def versions_of(article: Article, language: str) -> QuerySet[ArticleText]:
    """All versions in a language, the youngest first."""
    return article.texts.filter(language=language).order_by("-number")
