"""News articles with their versions per language, and photos."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from welcommune.core.models import Editable, Record
from welcommune.core.tenancy import RegionScoped
from welcommune.core.text import TranslatedField, no_controls
from welcommune.network.models import SLUG, Network, Region

TITLE = 200


class ArticleState(models.TextChoices):
    """Life of an article. Only a published one is seen by the public."""

    DRAFT = "draft", _("draft")
    PUBLISHED = "published", _("published")
    WITHDRAWN = "withdrawn", _("withdrawn")


ARTICLE_TRANSITIONS: dict[str, set[str]] = {
    ArticleState.DRAFT: {ArticleState.PUBLISHED},
    ArticleState.PUBLISHED: {ArticleState.WITHDRAWN},
    ArticleState.WITHDRAWN: {ArticleState.PUBLISHED},
}


class Article(RegionScoped, Editable):
    """A piece of news: one slug, its texts one row per language and version."""

    slug = models.SlugField(max_length=SLUG, unique=True)
    network = models.ForeignKey(Network, models.PROTECT, related_name="articles")
    region = models.ForeignKey(Region, models.PROTECT, null=True, blank=True, related_name="articles")
    state = models.CharField(_("state"), max_length=10, choices=ArticleState.choices, default=ArticleState.DRAFT)
    # The day that the news is about or appeared: what the lists are ordered by.
    dated = models.DateField(_("date"))
    published_at = models.DateTimeField(null=True, blank=True, editable=False)
    # How many people the small picture of the table shows; unknown where the record does not say.
    people = models.PositiveSmallIntegerField(null=True, blank=True)

    class Meta(RegionScoped.Meta):
        ordering = ["-dated", "slug"]
        indexes = [models.Index(fields=["state", "-dated"])]


class ArticleText(Record):
    """One version of an article in one language.

    ``parts`` is a list of ``{"key", "text"}`` and of ``{"key": "quote", "insight": id}``: a consented
    wording is referred to, never copied, so that a withdrawal shows everywhere at once.
    """

    article = models.ForeignKey(Article, models.CASCADE, related_name="texts")
    language = models.CharField(max_length=10)
    number = models.PositiveIntegerField()
    is_current = models.BooleanField(default=True)
    is_drafted = models.BooleanField(default=False)
    title = models.CharField(_("title"), max_length=TITLE, validators=[no_controls])
    lead = models.TextField(_("lead"), max_length=1000, blank=True, validators=[no_controls])
    parts = models.JSONField(default=list, blank=True)
    by = models.UUIDField(null=True, blank=True)

    class Meta:
        ordering = ["language", "-number"]
        constraints = [
            models.UniqueConstraint(
                fields=["article", "language", "number"],
                name="article_version_once",
                violation_error_message=_("This version exists already."),
            ),
            models.UniqueConstraint(
                fields=["article", "language"],
                condition=models.Q(is_current=True),
                name="article_one_current_text",
                violation_error_message=_("Each language has one current text."),
            ),
        ]

    @property
    def quoted(self) -> list[str]:
        """Identifiers of the insights that the text refers to."""
        return [part["insight"] for part in self.parts if part.get("insight")]


def photo_path(photo: "Photo", filename: str) -> str:
    """Where a photo's file lies: named by its own identifier, so that no name of a person can slip in."""
    return f"photos/{photo.pk}.webp"


class Photo(Record):
    """A picture of an article, re-encoded without metadata; alternative text and credit are compulsory."""

    article = models.OneToOneField(Article, models.CASCADE, related_name="photo")
    file = models.FileField(upload_to=photo_path)
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    credit = models.CharField(_("credit"), max_length=120, validators=[no_controls])
    alternative = TranslatedField()


def part_text(parts: list[dict[str, Any]]) -> str:
    """The free text of an article's parts, for comparing versions."""
    return "\n\n".join(part["text"] for part in parts if part.get("text"))
