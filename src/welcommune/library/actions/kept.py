"""What is kept about who wrote, and about who is named or shown: this room's part of the register."""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from welcommune.accounts.models import UNTIL_ASKED, Basis, Keeping, Kept, Rows, Seen, keeps
from welcommune.core.access import SYSTEM
from welcommune.library.actions.articles import remove_photo
from welcommune.library.actions.resources import withdraw_portrait_consent
from welcommune.library.models import Article, ArticleText, Photo, Resource


def _take_portraits_back(rows: Rows) -> None:
    """A portrait goes from public with whoever it shows; its file is deleted."""
    for resource in rows.filter(portrays=True, consent_given_on__isnull=False, consent_withdrawn_on__isnull=True):
        withdraw_portrait_consent(by=SYSTEM, resource=resource, on=timezone.localdate())


def _remove_photos(rows: Rows) -> None:
    """A picture that says that it shows somebody, or is theirs, goes with them."""
    for article in Article.objects.filter(photo__in=rows).select_related("region"):
        remove_photo(by=SYSTEM, article=article)


keeps(
    Keeping(
        "library.authors", _("Who wrote the news"), _("To answer for what was done."), Basis.TASK, UNTIL_ASKED,
        (Seen.TABLE,),
        (
            Kept(ArticleText, words=("title", "lead", "parts"), others=("by",), region="article__region_id"),
            Kept(Article, words=("slug",)),
        ),
    ),
    Keeping(
        "library.portraits", _("Pictures and portraits of people"), _("To tell what was done and said."),
        Basis.CONSENT, _("until the person takes the consent back"), (Seen.EVERYBODY,),
        (
            Kept(
                Photo, words=("credit", "alternative"), others=("file",), region="article__region_id",
                mentioned=_remove_photos,
            ),
            Kept(
                Resource, words=("title", "about", "series", "consent_how", "slug"),
                mentioned=_take_portraits_back, goes=_take_portraits_back,
                others=("file", "consent_given_on", "consent_noted_by", "consent_withdrawn_on"),
            ),
        ),
    ),
)  # fmt: skip
