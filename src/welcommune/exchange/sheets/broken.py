"""Text that went through the wrong encoding: UTF-8 read as Latin-1 once, twice or three times (“MÃ¢con”)."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from django.utils.translation import ngettext_lazy
from ftfy import fix_encoding

# A first byte of UTF-8 and one that may follow it, as Latin-1 or cp1252 show them.
_AFTER: Final = "\u0080-\u00bf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ"
_SUSPECT = re.compile(f"[\u00c2-\u00f4][{_AFTER}]")
_MOST_TURNS = 3
REPAIRED = ngettext_lazy(
    "%(count)d cell had broken letters and was put right: “%(before)s” is now “%(after)s”.",
    "%(count)d cells had broken letters and were put right. The first: “%(before)s” is now “%(after)s”.",
    "count",
)


def is_suspect(text: str) -> bool:
    """Whether a text may be broken: a cheap look before a thorough one."""
    return not text.isascii() and _SUSPECT.search(text) is not None


def is_broken(suspects: Iterable[str]) -> bool:
    """Whether a file is broken, judged by its suspect cells together: one odd pair of signs does not make it so."""
    suspects = list(suspects)
    return sum(fix_encoding(text) != text for text in suspects) * 2 > len(suspects)


@lru_cache(maxsize=4096)
def repair(text: str) -> str:
    """A cell of a broken file. What ftfy leaves because it is short is turned back where it turns back whole."""
    fixed = fix_encoding(text)
    for _turn in range(_MOST_TURNS):
        if not is_suspect(fixed):
            break
        turned = _turn_back(fixed)
        if turned == fixed:
            break
        fixed = turned
    return fixed


def _turn_back(text: str) -> str:
    """One wrong reading undone, or the text itself where it was none."""
    for encoding in ("cp1252", "latin-1"):
        try:
            return text.encode(encoding).decode("utf-8")
        except UnicodeError:
            continue
    return text


@dataclass
class Repairs:
    """How many cells were put right, and the first of them."""

    count: int = 0
    first: tuple[int, int, str, str] = (0, 0, "", "")

    def note(self, row: int, column: int, before: str, after: str) -> None:
        """One more."""
        self.count += 1
        if self.count == 1:
            self.first = (row, column, before, after)
