"""Articles: texts in versions, photos, publishing and withdrawing."""

from datetime import date
from io import BytesIO
from typing import Any
from uuid import UUID

from django.conf import settings
from django.core.files.base import ContentFile, File
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from PIL import Image, ImageOps, UnidentifiedImageError

from welcommune.core.access import Actor, require
from welcommune.core.audit import log
from welcommune.core.errors import Overtaken, Refused
from welcommune.core.publication import publish
from welcommune.core.saving import OVERTAKEN, change, insert
from welcommune.core.text import Translated
from welcommune.library import rules as library_rules
from welcommune.library.models import ARTICLE_TRANSITIONS, Article, ArticleState, ArticleText, Photo
from welcommune.network.models import Network, Region
from welcommune.search.actions import reindex
from welcommune.search.words import free_slug as available_slug

WIDEST_PHOTO = 1280
MOST_PIXELS = 60_000_000
Parts = list[dict[str, Any]]


def _publish(article: Article) -> None:
    publish(*([article.region.slug] if article.region else []))


def free_slug(wanted: str) -> str:
    """``wanted`` as an address of a news article, with a number behind it if it is taken."""
    return available_slug(wanted, Article.plain.all(), "news")


@transaction.atomic
def start_article(
    *, by: Actor, id: UUID, network: Network, region: Region | None, slug: str, dated: date, people: int | None = None
) -> Article:
    """Open an empty article; the same ``id`` sent twice gives the one that is there."""
    existing = Article.plain.filter(pk=id).first()
    if existing:
        require(by, library_rules.edit_article, existing)
        return existing
    article = insert(Article(id=id, network=network, region=region, slug=free_slug(slug), dated=dated, people=people))
    log("library.start_article", by=by, about=article, region_id=article.region_id)
    return article


@transaction.atomic
def write_news(
    *, by: Actor, id: UUID, network: Network, region: Region | None, language: str, dated: date, title: str,
    lead: str, body: str,
) -> Article:  # fmt: skip
    """Open a piece of news that no meeting stands behind, with its first text."""
    article = start_article(by=by, id=id, network=network, region=region, slug=title, dated=dated)
    parts = [{"key": "own", "text": body}]
    write_text(by=by, article=article, language=language, title=title, lead=lead, parts=parts)
    return article


@transaction.atomic
def write_text(
    *,
    by: Actor,
    article: Article,
    language: str,
    title: str,
    lead: str,
    parts: Parts,
    seen: int | None = None,
    is_drafted: bool = False,
) -> ArticleText:
    """Keep a new version of the text in ``language``; ``seen`` is the number that the person started from.

    An unchanged text makes no version. Raises ``Overtaken`` when another version came between.
    """
    # The row of the article is the lock: two editors of one article queue here.
    Article.plain.select_for_update().get(pk=article.pk)
    current = article.texts.filter(language=language, is_current=True).first()
    number = current.number if current else 0
    if current and (current.title, current.lead, current.parts) == (title, lead, parts):
        return current
    if seen is not None and seen != number and current:
        theirs = {"title": current.title, "lead": current.lead, "parts": current.parts}
        raise Overtaken(OVERTAKEN, theirs=theirs, version=number)
    article.texts.filter(language=language, is_current=True).update(is_current=False)
    text = insert(
        ArticleText(
            article=article, language=language, number=number + 1, title=title, lead=lead, parts=parts,
            is_drafted=is_drafted, by=by.id,
        )
    )  # fmt: skip
    log("library.write_text", by=by, about=article, fields=[language], region_id=article.region_id)
    reindex(article)
    if article.state == ArticleState.PUBLISHED:
        _publish(article)
    return text


def _move(article: Article, state: str, by: Actor, verb: str, **values: Any) -> Article:
    if state not in ARTICLE_TRANSITIONS[article.state]:
        raise Refused(_("This article is not in a state that allows this. Load the page again."))
    change(article, seen=article.version, state=state, **values)
    log(verb, by=by, about=article, fields=["state"], region_id=article.region_id)
    reindex(article)
    _publish(article)
    return article


@transaction.atomic
def publish_article(*, by: Actor, article: Article) -> Article:
    """Show the article to the public, at once and everywhere."""
    if not article.texts.filter(is_current=True).exclude(title="").exists():
        raise Refused(_("There is nothing to publish yet. Write a title and a text in one language first."))
    first = article.published_at or timezone.now()
    return _move(article, ArticleState.PUBLISHED, by, "library.publish_article", published_at=first)


@transaction.atomic
def withdraw_article(*, by: Actor, article: Article) -> Article:
    """Take the article off the public site; its texts stay at the desk."""
    return _move(article, ArticleState.WITHDRAWN, by, "library.withdraw_article")


def _reencoded(upload: File[bytes]) -> tuple[bytes, int, int]:
    """The picture as WebP of bounded size, turned upright, without any metadata; refuses what is no picture."""
    if upload.size and upload.size > settings.LARGEST_PHOTO_BYTES:
        raise Refused(_("This file is too large. Choose a picture under 12 MB."), field="photo")
    try:
        with Image.open(upload, formats=["JPEG", "PNG", "WEBP"]) as picture:
            if picture.width * picture.height > MOST_PIXELS:
                raise Refused(_("This picture has too many pixels. Make it smaller first."), field="photo")
            upright = ImageOps.exif_transpose(picture).convert("RGB")
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, Image.DecompressionBombError) as error:
        raise Refused(
            _("This file is not a picture we can read. Choose a JPEG, PNG or WebP."), field="photo"
        ) from error
    upright.thumbnail((WIDEST_PHOTO, WIDEST_PHOTO))
    clean = Image.frombytes("RGB", upright.size, upright.tobytes())
    target = BytesIO()
    clean.save(target, "WEBP", quality=72, method=4)
    return target.getvalue(), clean.width, clean.height


@transaction.atomic
def set_photo(*, by: Actor, article: Article, upload: File[bytes], credit: str, alternative: Translated) -> Photo:
    """Give the article a picture, in place of the one before; needs a credit and an alternative text."""
    if not credit or not alternative:
        raise Refused(_("A picture needs a credit and a text for those who cannot see it."), field="credit")
    content, width, height = _reencoded(upload)
    remove_photo(by=by, article=article)
    photo = Photo(article=article, width=width, height=height, credit=credit, alternative=alternative)
    photo.file.save("photo.webp", ContentFile(content), save=False)
    insert(photo)
    log("library.set_photo", by=by, about=article, fields=["photo"], region_id=article.region_id)
    _publish(article)
    return photo


@transaction.atomic
def remove_photo(*, by: Actor, article: Article) -> None:
    """Take the picture away; its file goes when the transaction is through."""
    for photo in Photo.objects.filter(article=article):
        name, storage = photo.file.name, photo.file.storage
        photo.delete()
        transaction.on_commit(lambda name=name, storage=storage: storage.delete(name))  # type: ignore[misc]
        log("library.remove_photo", by=by, about=article, fields=["photo"], region_id=article.region_id)
        _publish(article)


@transaction.atomic
def forget_wording(*, by: Actor, wording: str) -> int:
    """Blank out ``wording`` wherever a version of an article repeats it; returns how many versions changed."""
    if len(wording.strip()) < 8:
        return 0
    touched = 0
    for text in ArticleText.objects.select_related("article__region").iterator():
        if _blank_out(text, wording.strip()):
            text.save(update_fields=["title", "lead", "parts"])
            log("library.forget_wording", by=by, about=text.article, fields=[text.language])
            reindex(text.article)
            _publish(text.article)
            touched += 1
    return touched


def _blank_out(text: ArticleText, wording: str) -> bool:
    before = (text.title, text.lead, [dict(part) for part in text.parts])
    text.title = text.title.replace(wording, "[…]")
    text.lead = text.lead.replace(wording, "[…]")
    text.parts = [
        {**part, "text": part["text"].replace(wording, "[…]")} if part.get("text") else part for part in text.parts
    ]
    return before != (text.title, text.lead, text.parts)
