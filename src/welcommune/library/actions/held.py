"""What this room holds about somebody who signs in, and how it goes."""

from welcommune.core import personal
from welcommune.library.models import ArticleText, Resource
from welcommune.library.queries import held_about


def erase_authors(person: personal.Person) -> None:
    """What somebody wrote in the public's interest stays; who it was goes."""
    ArticleText.objects.filter(by=person.id).update(by=None)
    Resource.plain.filter(consent_noted_by=person.id).update(consent_noted_by=None)


personal.holds("library", ArticleText, Resource, collect=held_about, erase=erase_authors)
