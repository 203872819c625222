"""Search at the reference load; ``python -m bench.search`` in an empty folder prints the figures as JSON.

About 75,000 invented entries from one seed, in the shares of 100 regions, 10,000 organisations, 20,000 contacts,
2,000 meetings and 40,000 insights. Words follow Zipf's law; names are made of syllables of four scripts.
"""

import json
import os
import random
import time
from collections.abc import Callable, Iterator
from dataclasses import asdict
from datetime import date, timedelta
from itertools import accumulate
from statistics import median
from uuid import UUID

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "welcommune.config.settings")
django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402

from bench.report import Figure, at_most, rounded  # noqa: E402
from welcommune.search.actions import rebuild  # noqa: E402
from welcommune.search.models import Entry, Word  # noqa: E402
from welcommune.search.queries import Found, find  # noqa: E402

KINDS = {
    "region": 100, "organisation": 10_000, "contact": 20_000, "meeting": 2_000, "insight": 40_000, "article": 2_000,
    "resource": 900,
}  # fmt: skip
SYLLABLES = {
    "fr": ("b c d f g l m n p r s t v ch br gr tr pl", "a e i o u é è ou an on eau"),
    "pl": ("w z k ł n s ż r cz sz b d m p", "a e i o u ą ę y ó"),
    "el": ("β γ δ κ λ μ ν π ρ σ τ φ χ θ", "α ε η ι ο υ ω ά έ ί ό"),
    "ar": ("ب ت ج ح د ر س ع ف ق ك ل م ن", "ا و ي"),
}
ENDS = {"fr": ["", "s", "r", "tion", "ment", "e"], "pl": ["", "k", "ów", "ski"], "el": ["ς", "ν", ""], "ar": ["", "ة"]}
RUNS, SHOWN = 200, 10
EVERYBODY = {"for:public": None}
VOCABULARY, NAMES = 30_000, 9_000


class Invented:
    """Words, names and entries from one seed."""

    def __init__(self, seed: int = 1) -> None:
        self.chance = random.Random(seed)
        self.words = {code: self._words(code, VOCABULARY if code == "fr" else VOCABULARY // 6) for code in SYLLABLES}
        self.weights = {code: list(accumulate(1 / (n + 4) for n in range(len(w)))) for code, w in self.words.items()}
        self.names = [(self._word(code, 3, 4).capitalize(), code) for code in self._languages(NAMES)]

    def _languages(self, many: int) -> list[str]:
        return self.chance.choices(list(SYLLABLES), [6, 2, 1, 1], k=many)

    def _word(self, code: str, least: int, most: int) -> str:
        starts, vowels = (part.split() for part in SYLLABLES[code])
        syllables = self.chance.randint(least, most)
        made = "".join(self.chance.choice(starts) + self.chance.choice(vowels) for _ in range(syllables))
        return made + self.chance.choice(ENDS[code])

    def _words(self, code: str, many: int) -> list[str]:
        # Common words are short, as in every language.
        return list(dict.fromkeys(self._word(code, 1, 1 + min(3, n // 20)) for n in range(many)))

    def text(self, code: str, many: int) -> str:
        """Words of a language, the common ones often."""
        return " ".join(self.chance.choices(self.words[code], cum_weights=self.weights[code], k=many))

    def entry(self, kind: str, number: int, names: int = 2) -> Entry:
        """One invented record."""
        code = self._languages(1)[0]
        named = [name for name, _code in self.chance.sample(self.names, names)]
        marks = [f"kind:{kind}", "for:desk" if kind == "contact" else "for:public", f"region:{number % 100}"]
        title = " ".join([*named, *self.text(code, 2).split()]) if kind != "insight" else ""
        words = {"article": 350, "insight": 40, "meeting": 40, "region": 60}.get(kind, 12)
        return Entry(
            object_id=UUID(int=self.chance.getrandbits(128)), model="", kind=kind, titles={code: title}, marks=marks,
            texts={code: self.text(code, words)}, dated=date(2020, 1, 1) + timedelta(days=number % 1200),
        )  # fmt: skip

    def entries(self) -> Iterator[Entry]:
        """All of the reference load."""
        for kind, many in KINDS.items():
            for number in range(many):
                yield self.entry(kind, number)

    def mistyped(self, word: str) -> str:
        """One letter left out, added, replaced, or swapped with the next."""
        place, letter = self.chance.randrange(len(word) - 1), self.chance.choice(word)
        return self.chance.choice(
            [
                word[:place] + word[place + 1 :],
                word[:place] + letter + word[place:],
                word[:place] + letter + word[place + 1 :],
                word[:place] + word[place + 1] + word[place] + word[place + 2 :],
            ]
        )


def asked(query: str) -> tuple[Found, list[Entry]]:
    """A search as the page makes it: the answer, its counts, and the first page."""
    found = find(query, EVERYBODY, kinds=KINDS)
    for kind in ("", *KINDS):
        found.count(kind)
    return found, found.entries("", 0, SHOWN)


def scanned(word: str) -> None:
    """The same by reading everything."""
    with connection.cursor() as cursor:
        sql = (
            "SELECT number FROM search_entry WHERE CAST(titles AS text) LIKE %s OR CAST(texts AS text) LIKE %s "
            "ORDER BY dated DESC LIMIT 10"
        )
        cursor.execute(sql, [f"%{word}%"] * 2)
        cursor.fetchall()


def timed(act: Callable[[str], object], queries: list[str]) -> float:
    """The median time of a query in milliseconds."""
    taken = []
    for query in queries:
        start = time.perf_counter()
        act(query)
        taken.append(1000 * (time.perf_counter() - start))
    return median(taken)


def typos(invented: Invented) -> tuple[list[str], float]:
    """Names with one error, and the share of them whose entry stands among the first ten."""
    named = list(Entry.objects.filter(kind="organisation").order_by("number")[: RUNS * 20 : 20])
    pairs = []
    for entry in named:
        first, second, *_rest = next(iter(entry.titles.values())).split()
        pairs.append((f"{invented.mistyped(first)} {second}", entry.number))
    hits = sum(number in {entry.number for entry in asked(query)[1]} for query, number in pairs)
    return [query for query, _number in pairs], 100 * hits / len(pairs)


def figures(invented: Invented) -> list[Figure]:
    """What the index costs and how fast it answers."""
    start = time.perf_counter()
    many = rebuild(invented.entries())
    taken = time.perf_counter() - start
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
    two = [invented.text("fr", 2) for _run in range(RUNS)]
    three = [invented.text("fr", 3) for _run in range(RUNS)]
    common = max(invented.words["fr"][:6], key=lambda word: asked(word)[0].count())
    wrong, hits = typos(invented)
    one_wrong = [query.split()[0] for query in wrong]
    for warm in (two, three, wrong):
        timed(asked, warm[:20])
    scan = timed(scanned, [query.split()[0] for query in two[:10]])
    timings = {
        "two words": (timed(asked, two), 5), "three words": (timed(asked, three), 5),
        "a name of two words, one mistyped": (timed(asked, wrong), 5),
        "one mistyped word": (timed(asked, one_wrong), 5),
        f"the commonest word ({asked(common)[0].count()} entries)": (timed(asked, [common] * 30), 40),
    }  # fmt: skip
    found = [
        Figure(f"search: index of {many} entries and {Word.objects.count()} words, made anew", rounded(taken), "s")
    ]
    for name, (value, most) in timings.items():
        found.append(at_most(f"search: {name}, median", value, "ms", most))
        found.append(
            Figure(f"search: {name}, against reading all", rounded(value), "ms", "LIKE", rounded(scan / value))
        )
    goal = "at least 95 %"
    found.append(Figure("search: mistyped names in the first ten", rounded(hits), "%", goal=goal, is_met=hits >= 95))
    return found


if __name__ == "__main__":
    call_command("migrate", verbosity=0, interactive=False)
    print(json.dumps([asdict(figure) for figure in figures(Invented())], ensure_ascii=False))
