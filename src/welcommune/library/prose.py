"""Light Markdown to HTML, and the difference between two texts."""

import re
from difflib import SequenceMatcher
from functools import cache

from django.conf import settings
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt

# A line end, or a word with the spaces around it.
LINK = re.compile(r"\[([^\]]*)\]\([^)\s]*\)")
SIGNS = re.compile(r"\*\*|__|(?m:^[-*>] +)")
WORDS = re.compile(r"\n+|[^\S\n]*\S+[^\S\n]*")


@cache
def _markdown() -> MarkdownIt:
    # No raw HTML and no images: the library then escapes everything else and refuses unsafe link schemes.
    return MarkdownIt("commonmark", {"html": False}).disable(["image", "heading", "lheading", "code", "fence", "hr"])


def rendered(text: str) -> SafeString:
    """Paragraphs, lists, emphasis and links of ``text`` as HTML."""
    html: str = _markdown().render(text)
    return mark_safe(_below_the_path(html))  # noqa: S308 - the renderer escapes all input


def _below_the_path(html: str) -> str:
    """Links within the site as they were written, for where the site lies below a path by now."""
    path = settings.FORCE_SCRIPT_NAME
    return re.sub(rf'href="/(?!{re.escape(path[1:])}/)', f'href="{path}/', html) if path else html


def bare(text: str) -> str:
    """The words of ``text`` without the signs of light Markdown."""
    return SIGNS.sub("", LINK.sub(r"\1", text))


def differences(before: str, after: str) -> list[tuple[str, str]]:
    """Pieces of two texts, word by word: (``same`` | ``removed`` | ``added``, text)."""
    old, new = WORDS.findall(before), WORDS.findall(after)
    bare_old, bare_new = ([word.strip(" ") for word in words] for words in (old, new))
    pieces: list[tuple[str, str]] = []
    for kind, a, b, c, d in SequenceMatcher(None, bare_old, bare_new, autojunk=False).get_opcodes():
        if kind == "equal":
            pieces.append(("same", "".join(new[c:d])))
            continue
        if b > a:
            pieces.append(("removed", "".join(old[a:b])))
        if d > c:
            pieces.append(("added", "".join(new[c:d])))
    return pieces
