"""News: the public list and articles, and the desk pages that write them."""

from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.core.files.storage import default_storage
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from welcommune.core.access import ActedRequest, fetch
from welcommune.core.desk import carry_out, desk_act, desk_view
from welcommune.core.forms import sent_data, was_kept
from welcommune.core.paging import page_of
from welcommune.core.publication import SITE, public_page
from welcommune.core.text import LANGUAGE_NAMES
from welcommune.library import actions, forms
from welcommune.library import rules as library_rules
from welcommune.library.models import Article, ArticleText
from welcommune.library.queries import (
    current_text,
    languages_of,
    news_items,
    parts_to_translate,
    photo_of,
    published_articles,
    version,
)
from welcommune.network import rules as network_rules
from welcommune.network.models import Region
from welcommune.network.queries import network_for
from welcommune.portal import queries

PER_PAGE = 100


@public_page(SITE)
def news(request: HttpRequest) -> HttpResponse:
    """All published news, the youngest first."""
    page, shown = page_of(request, published_articles(), PER_PAGE)
    told = {"page_": page, "articles": news_items(shown), "feeds": queries.feed_links()}
    return render(request, "portal/news.html", told)


@public_page(SITE)
def article(request: ActedRequest, slug: str) -> HttpResponse:
    """One article, with the one before and the one after."""
    found = fetch(request.actor, library_rules.read_article, "region", "network", slug=slug)
    return render(request, "portal/article.html", queries.article_page(found, request.GET.get("text", "")))


@public_page(SITE)
def photo(request: ActedRequest, pk: UUID) -> HttpResponse:
    """The picture of a published article (or, at the desk, of one the person may see)."""
    name = queries.photo_file(request.actor, pk)
    if not name or not default_storage.exists(name):
        raise Http404
    with default_storage.open(name) as file:
        response = HttpResponse(file.read(), content_type="image/webp")
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response


def _article(request: ActedRequest, pk: UUID, language: str) -> Article:
    if language not in LANGUAGE_NAMES:
        raise Http404
    return fetch(request.actor, library_rules.edit_article, "region", "network", pk=pk)


def _act(request: ActedRequest, found: Article, language: str, act: Any, done: str) -> HttpResponse:
    carry_out(request, act, done)
    return redirect("portal:article_edit", pk=found.pk, language=language)


@desk_view
def edit(request: ActedRequest, pk: UUID, language: str) -> HttpResponse:
    """Edit the text in one language; ``preview`` shows it without keeping it."""
    found = _article(request, pk, language)
    text = current_text(found, language)
    parts = text.parts if text else parts_to_translate(found)
    form = forms.ArticleForm(sent_data(request), initial=forms.article_initial(text), parts=parts, language=language)
    shown = queries.edit_page(found, language, text) | {"form": form, "kept": was_kept(request)}
    if request.method == "POST" and form.is_valid():
        if "preview" in request.POST:
            return _preview(request, found, language, form, shown)
        return _keep(request, found, language, form, shown)
    return render(request, "portal/article_edit.html", shown)


def _preview(request: ActedRequest, found: Article, language: str, form: Any, shown: dict[str, Any]) -> HttpResponse:
    data = form.cleaned_data
    draft = ArticleText(language=language, title=data["title"], lead=data["lead"], parts=form.kept_parts())
    with override(language):
        preview = queries.shown_text(draft)
    return render(request, "portal/article_edit.html", shown | {"preview": preview})


def _keep(request: ActedRequest, found: Article, language: str, form: Any, shown: dict[str, Any]) -> HttpResponse:
    data = form.cleaned_data
    words = {"title": data["title"], "lead": data["lead"], "parts": form.kept_parts(), "seen": data["seen"]}
    if form.attempt(lambda: actions.write_text(by=request.actor, article=found, language=language, **words)):
        messages.success(request, _("The text is kept. The version before it stays in the list below."))
        return redirect("portal:article_edit", pk=found.pk, language=language)
    return render(request, "portal/article_edit.html", shown)


@desk_view
@require_safe
def versions(request: ActedRequest, pk: UUID, language: str, number: int) -> HttpResponse:
    """One version of a text, with what changed against the one before."""
    found = _article(request, pk, language)
    return render(request, "portal/version.html", queries.version_page(found, language, number))


@desk_act
def restore(request: ActedRequest, pk: UUID, language: str, number: int) -> HttpResponse:
    """Make an older version the current one, as a new version."""
    found = _article(request, pk, language)
    old = version(found, language, number)
    words = {"title": old.title, "lead": old.lead, "parts": old.parts}
    return _act(
        request,
        found,
        language,
        lambda: actions.write_text(by=request.actor, article=found, language=language, **words),
        _("The older version is current again."),
    )


@desk_act
def publish(request: ActedRequest, pk: UUID, language: str) -> HttpResponse:
    """Show the article to the public."""
    found = _article(request, pk, language)
    done = _("Published. Everybody can read it now.")
    return _act(request, found, language, lambda: actions.publish_article(by=request.actor, article=found), done)


@desk_act
def withdraw(request: ActedRequest, pk: UUID, language: str) -> HttpResponse:
    """Take the article off the public site."""
    found = _article(request, pk, language)
    done = _("Withdrawn. The public no longer sees it; the text stays here.")
    return _act(request, found, language, lambda: actions.withdraw_article(by=request.actor, article=found), done)


@desk_view
def photo_edit(request: ActedRequest, pk: UUID, language: str) -> HttpResponse:
    """Give the article a picture, in place of the one before."""
    found = _article(request, pk, language)
    languages = languages_of(found)
    form = forms.PhotoForm(sent_data(request), request.FILES or None, languages=languages)
    if request.method == "POST" and form.is_valid():
        told = {"upload": form.cleaned_data["photo"], "credit": form.cleaned_data["credit"]}
        alternative = form.alternative()
        if form.attempt(lambda: actions.set_photo(by=request.actor, article=found, alternative=alternative, **told)):
            return redirect("portal:article_edit", pk=found.pk, language=language)
    shown = {"form": form, "article": found, "language": language, "photo": photo_of(found)}
    return render(request, "portal/photo.html", shown)


@desk_act
def photo_remove(request: ActedRequest, pk: UUID, language: str) -> HttpResponse:
    """Take the picture away."""
    found = _article(request, pk, language)
    done = _("The picture is gone.")
    return _act(request, found, language, lambda: actions.remove_photo(by=request.actor, article=found), done)


@desk_view
def news_new(request: ActedRequest, region: str = "") -> HttpResponse:
    """Write a piece of news of a region, or of the network."""
    if region:
        place: Region | None = fetch(request.actor, network_rules.write_in_region, slug=region)
        network = network_for(place)  # type: ignore[arg-type]
    else:
        place, network = None, fetch(request.actor, network_rules.coordinate)
    form = forms.NewsForm(sent_data(request))
    if request.method == "POST" and form.is_valid():
        language = get_language() or settings.LANGUAGE_CODE
        where: dict[str, Any] = {"network": network, "region": place, "language": language}
        if found := form.attempt(lambda: actions.write_news(by=request.actor, **where, **form.cleaned_data)):
            return redirect("portal:article_edit", pk=found.pk, language=language)
    return render(request, "portal/news_new.html", {"form": form, "region": place, "kept": was_kept(request)})
