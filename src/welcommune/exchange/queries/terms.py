"""The words of our vocabularies and those of a format."""

from welcommune.network.models import Term

LISTS = ("theme", "group", "situation")


def crosswalk_of(words: str) -> dict[str, dict[str, str]]:
    """Vocabulary → word of the format → our code; ``words`` is the key of the format in the crosswalks, or empty."""
    crosswalk: dict[str, dict[str, str]] = {name: {} for name in LISTS}
    for term in Term.objects.filter(vocabulary__in=LISTS).order_by("order", "code"):
        for word in _words(term, words):
            crosswalk[term.vocabulary].setdefault(word, term.code)
    return crosswalk


def _words(term: Term, words: str) -> list[str]:
    """Our own codes are the words of a format that has none of its own."""
    if not words:
        return [term.code]
    # No format has a list of legal situations; its remarks, which are in French, name them.
    return [str(term.name["fr"])] if term.vocabulary == "situation" else list(term.crosswalk.get(words, []))
