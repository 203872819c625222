"""Articles as pages show them: parts as HTML, quotes while consent holds, versions with what changed."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.conf import settings
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from welcommune.core.access import Actor, visible
from welcommune.core.text import LANGUAGE_NAMES, Said
from welcommune.library import rules
from welcommune.library.models import Article, ArticleState, ArticleText, Photo, part_text
from welcommune.library.prose import differences, rendered
from welcommune.library.queries import (
    LanguageState,
    language_states,
    languages_of,
    neighbours,
    photo_of,
    read,
    version,
    versions_of,
)
from welcommune.meetings.actions.report import preview_draft
from welcommune.meetings.models import Insight, Report
from welcommune.meetings.prose import LANGUAGES
from welcommune.meetings.queries import Quote, quotes_of
from welcommune.portal.queries.structured import article_ld


@dataclass(frozen=True)
class ShownPart:
    """A part of an article: its HTML, or a quote."""

    key: str
    html: SafeString | None
    quote: Quote | None


@dataclass(frozen=True)
class ShownText:
    """A text ready for a page."""

    title: str
    lead: str
    language: str
    parts: list[ShownPart]


def shown_text(text: ArticleText) -> ShownText:
    """The parts of a text as HTML; a quote that was never consented to is left out."""
    return shown_texts([text])[0]


def shown_texts(texts: Sequence[ArticleText]) -> list[ShownText]:
    """The same for many texts, by one query at most."""
    wanted = [UUID(identifier) for text in texts for identifier in text.quoted]
    quotes = quotes_of(Insight.objects.filter(pk__in=wanted)) if wanted else {}
    return [ShownText(text.title, text.lead, text.language, _shown_parts(text, quotes)) for text in texts]


def _shown_parts(text: ArticleText, quotes: dict[UUID, Quote]) -> list[ShownPart]:
    parts = []
    for part in text.parts:
        if not part.get("insight"):
            parts.append(ShownPart(part["key"], rendered(part["text"]), None))
        elif UUID(part["insight"]) in quotes:
            parts.append(ShownPart("quote", None, quotes[UUID(part["insight"])]))
    return parts


def article_page(article: Article, chosen: str = "") -> dict[str, Any]:
    """See ``portal/article.html``."""
    found = read(article, chosen)
    before, after = neighbours(article)
    report = Report.objects.filter(article=article).select_related("meeting__region").first()
    photo = photo_of(article)
    return {
        "article": found,
        "text": shown_text(found.text) if found else None,
        "photo": photo,
        "linked_data": [article_ld(article, found.text, photo)] if found else [],
        "before": before,
        "after": after,
        "meeting": report.meeting if report else None,
    }


def _missing(article: Article, language: str) -> list[Any]:
    """What the record does not say yet, for whoever edits the report."""
    report = Report.objects.filter(article=article).select_related("meeting__region", "meeting__network").first()
    if report is None:
        return []
    try:
        return list(preview_draft(report.meeting, language).missing)
    except ValueError:  # a language that the engine does not write
        return []


def _language_link(article: Article, state: LanguageState, current: str) -> tuple[str, str, bool, str]:
    words = {
        "missing": _("not written"),
        "drafted": _("not read yet"),
        "outdated": _("outdated"),
        "current": _("up to date"),
    }
    href = reverse("portal:article_edit", args=[article.pk, state.language])
    return LANGUAGE_NAMES.get(state.language, state.language), href, state.language == current, words[state.state]


def _other_language(article: Article, code: str, current: str) -> tuple[Said, str, bool, None]:
    href = reverse("portal:article_edit", args=[article.pk, code])
    return Said(LANGUAGE_NAMES[code], code), href, code == current, None


def edit_page(article: Article, language: str, text: ArticleText | None) -> dict[str, Any]:
    """See ``portal/article_edit.html``."""
    report = Report.objects.filter(article=article).first()
    written = languages_of(article)
    states = language_states(article, written)
    others = [code for code, _name in settings.LANGUAGES if code not in written]
    return {
        "article": article,
        "language": language,
        "it_languages": [_language_link(article, state, language) for state in states],
        "it_others": [_other_language(article, code, language) for code in others],
        "can_draft": report is not None and text is None and language in LANGUAGES,
        "text": text,
        "versions": list(versions_of(article, language)[:30]),
        "photo": photo_of(article),
        "missing": _missing(article, language),
        "meeting_id": report.meeting_id if report else None,
        "is_published": article.state == ArticleState.PUBLISHED,
        "quotes": quotes_of(Insight.objects.filter(pk__in=text.quoted)) if text else {},
    }


def version_page(article: Article, language: str, number: int) -> dict[str, Any]:
    """See ``portal/version.html``: one version, and its differences from the one before."""
    shown = version(article, language, number)
    older = article.texts.filter(language=language, number__lt=number).order_by("-number").first()

    def words(text: ArticleText) -> str:
        return "\n\n".join([text.title, text.lead, part_text(text.parts)])

    pieces = differences(words(older) if older else "", words(shown))
    return {"article": article, "language": language, "version": shown, "pieces": pieces}


def photo_file(actor: Actor, pk: UUID) -> str:
    """Where the file of a photo lies, if the actor may see its article; empty otherwise."""
    photo = Photo.objects.filter(pk=pk).first()
    if photo is None:
        return ""
    may = (rules.read_article, rules.see_article)
    seen = any(visible(actor, rule).filter(pk=photo.article_id).exists() for rule in may)
    return str(photo.file.name) if seen else ""
