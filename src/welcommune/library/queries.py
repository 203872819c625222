"""What pages show of articles and resources: the text in the reader's language, and which others exist."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Prefetch, QuerySet
from django.utils.translation import get_language

from welcommune.core.access import only_one
from welcommune.core.text import LANGUAGE_NAMES
from welcommune.library.models import Article, ArticleState, ArticleText, Photo, Resource
from welcommune.network.queries import REGION_LONG_PARTS


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
    photo: Photo | None = None


def _current(*left_out: str) -> Prefetch[str, QuerySet[ArticleText], str]:
    return Prefetch("texts", ArticleText.objects.filter(is_current=True).defer(*left_out), to_attr="current_texts")


def published_articles(**where: Any) -> QuerySet[Article]:
    """Published articles, the youngest first, with title and lead of their current texts."""
    return (
        Article.objects.filter(state=ArticleState.PUBLISHED, **where)
        .select_related("region")
        .defer(*REGION_LONG_PARTS)
        .prefetch_related(_current("parts"))
    )


def read(article: Article, chosen: str = "") -> ReadArticle | None:
    """``article`` for a reader of the active language, or in the language ``chosen``; ``None`` without any text."""
    texts = {text.language: text for text in article.current_texts}  # type: ignore[attr-defined]
    wanted = get_language() or "en"
    own = (article.region.languages if article.region else []) or []
    shown = next((code for code in (chosen, wanted, "en", *own, *sorted(texts)) if code in texts), None)
    if shown is None:
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


def read_all(articles: Iterable[Article]) -> list[ReadArticle]:
    """Articles of a list, for one reader."""
    return [found for found in map(read, articles) if found]


def neighbours(article: Article) -> tuple[ReadArticle | None, ReadArticle | None]:
    """The published articles before and after this one, by date and address."""
    all_of_them = published_articles()
    earlier = all_of_them.filter(dated__lt=article.dated) | all_of_them.filter(
        dated=article.dated, slug__gt=article.slug
    )
    later = all_of_them.filter(dated__gt=article.dated) | all_of_them.filter(dated=article.dated, slug__lt=article.slug)
    before = earlier.order_by("-dated", "slug").first()
    after = later.order_by("dated", "-slug").first()
    return (read(before) if before else None, read(after) if after else None)


def article_with_texts(article: Article) -> Article:
    """The same article with its current texts and region at hand."""
    return Article.objects.select_related("region").prefetch_related(_current()).get(pk=article.pk)


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


def resources_of(**where: Any) -> QuerySet[Resource]:
    """Resources with their publisher, the youngest first."""
    return Resource.objects.filter(**where).select_related("publisher")


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
