"""The words of our vocabularies and those of a format."""

from welcommune.network.models import Term

LISTS = ("theme", "group")


def crosswalk_of(words: str) -> dict[str, dict[str, str]]:
    """Vocabulary → word of the format → our code; ``words`` is the key of the format in the crosswalks, or empty."""
    crosswalk: dict[str, dict[str, str]] = {name: {} for name in LISTS}
    for term in Term.objects.filter(vocabulary__in=LISTS).order_by("order", "code"):
        # Our own codes are the words of a format that has none of its own.
        for word in term.crosswalk.get(words, []) if words else [term.code]:
            crosswalk[term.vocabulary].setdefault(word, term.code)
    return crosswalk
