"""What this room holds about somebody who signs in."""

from typing import Any

from welcommune.core.personal import Person
from welcommune.library.models import ArticleText, Resource


def held_about(person: Person) -> dict[str, Any]:
    """The versions of texts that somebody kept, and the portraits whose consent somebody noted."""
    texts = ArticleText.objects.filter(by=person.id).order_by("created_at", "pk")
    consents = Resource.plain.filter(consent_noted_by=person.id).order_by("created_at", "pk")
    return {
        "texts": list(texts.values("article__slug", "language", "number", "title", "lead", "parts", "created_at")),
        "consents_noted": list(consents.values("slug", "consent_given_on")),
    }
