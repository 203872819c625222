"""What a language must bring: its sentence frames, its words for things, and how it counts them."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from welcommune.meetings.prose.facts import CountFact, Unit
from welcommune.meetings.prose.grammar import (
    Forms,
    Hours,
    capital,
    city,
    digits,
    fill,
    long_date,
    plural,
    same_spaces,
    word_for,
)


@dataclass(frozen=True, slots=True)
class EventWords:
    """How a kind of meeting is called: in full, in short, with its number; an ending that agrees with it.

    ``ordinals`` are its own where those of the language are of another gender.
    """

    noun: str
    short: str
    nth: str = "{ordinal} {noun}"
    ending: str = ""
    ordinals: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class CategoryPhrases:
    """One category of stakeholders: plainly, a few of them, many of them."""

    unstated: str
    few: str
    many: str


@dataclass(frozen=True, slots=True)
class InsightWords:
    """How a kind of insight is called (plural) and led into, without the mark at the end.

    The two ``_after`` forms follow parts that they answer: opportunities after constraints, for example.
    """

    plural: str
    one: str
    several: str
    one_after: str
    several_after: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Language:
    """All the words of one language; each language has the same keys as the English module.

    ``counted`` stands as the object of a verb, ``labels`` alone; ``range_nouns`` follows the figures of a
    range. ``numbers`` counts meetings ("trzy spotkania"), ``numbers_of`` is their form after "of" and "in"
    ("z trzech spotkań").
    """

    locale: str
    frames: Mapping[str, str]
    verbs: Mapping[str, Forms]
    counted: Mapping[str, Forms]
    labels: Mapping[str, Forms]
    range_nouns: Mapping[Unit, Forms]
    events: Mapping[str, EventWords]
    categories: Mapping[str, CategoryPhrases]
    insights: Mapping[str, InsightWords]
    ordinals: Sequence[str]
    numbers: Sequence[str]
    numbers_of: Sequence[str]
    hours: Hours
    first_of_month: str = "1"
    date_with_weekday: str = "full"
    spaces: Callable[[str], str] = same_spaces

    def say(self, key: str, **slots: object) -> str:
        """The frame of this key, filled."""
        return fill(self.frames[key], **slots)

    def sentence(self, key: str, **slots: object) -> str:
        """The frame of this key, filled, with a capital at the start."""
        return capital(self.say(key, **slots))

    def several(self, items: Iterable[str]) -> str:
        """A list in a sentence. The last item is set off more clearly where another holds an "and"."""
        found = list(items)
        inner = any(self.frames["and"] in item for item in found)
        return self.chain(found, "list.long" if inner and found[1:] else "list")

    def chain(self, items: Sequence[str], key: str = "list") -> str:
        """Items one after the other: the frame of this key joins the last, a frame of its own those before it."""
        text, *rest = items
        following = "list.long_next" if key == "list.long" else "list.next"
        for place, item in enumerate(rest, start=1):
            text = self.say(key if place == len(rest) else following, head=text, last=item)
        return text

    def amount(self, key: str, number: int, **slots: object) -> str:
        """A number with what it counts: "30 people", "Trois autres tables rondes sont prévues."."""
        return capital(self._counting(key, number, **slots))

    def promised(self, number: int) -> str:
        """How many roundtables a series has, in the form that stands after "of": "four", "z czterech"."""
        return self._counting("promised", number)

    def _counting(self, key: str, number: int, **slots: object) -> str:
        form = plural(self.locale, number, self.counted[key])
        word, of = word_for(self.locale, number, self.numbers), word_for(self.locale, number, self.numbers_of)
        return fill(form, n=digits(self.locale, number), word=word, of=of, **slots)

    def headcount(self, count: CountFact) -> str:
        """A count with its unit: exact, "between 9 and 16 people", "up to 5 people"."""
        if count.low == count.high:
            return self.amount(count.unit, count.high)
        key = "range.up_to" if not count.low else "range.next" if count.high - count.low == 1 else "range"
        noun = plural(self.locale, count.high, self.range_nouns[count.unit])
        return self.say(key, low=count.low, high=count.high, noun=noun)

    def tally(self, count: CountFact, forms: Forms) -> str:
        """A count in figures within the form that its upper end asks for: "18–21 organisations"."""
        low, high = digits(self.locale, count.low), digits(self.locale, count.high)
        form = plural(self.locale, count.high, forms)
        if count.low == count.high:
            return fill(form, n=high)
        # A form that says its number by itself has no place for a range.
        ranged = form if "{n}" in form else forms.get("few", forms["other"])
        return fill(ranged, n=f"{low}–{high}")

    def ordinal(self, number: int, words: Sequence[str] = ()) -> str:
        """A place in a series: "third", "11th"."""
        known = words or self.ordinals
        return known[number - 1] if 1 <= number <= len(known) else self.say("ordinal", n=number)

    def written(self, day: date, *, weekday: bool = False) -> str:
        """A date in words."""
        pattern = self.date_with_weekday if weekday else "long"
        return self.say("date", date=long_date(self.locale, day, pattern, self.first_of_month))

    def on_date(self, day: date, *, weekday: bool = False) -> str:
        """A date with the preposition that the language puts before it."""
        return self.say("on_date.first" if day.day == 1 else "on_date", date=self.written(day, weekday=weekday))

    def clock(self, at: time) -> str:
        """A time of day."""
        return self.say("clock" if at.minute else "clock.hour", hour=at.hour, minute=at.minute)

    def zone(self, name: str) -> str:
        """The time zone in brackets, or nothing where it is not known."""
        return self.say("zone", zone=city(self.locale, name)) if name else ""

    def event(self, kind: str, number: int | None) -> dict[str, str]:
        """The slots that name a meeting: noun, short, ending, event (with its number, else the noun)."""
        words = self.events.get(kind) or self.events["meeting"]
        event = words.noun
        if number:
            event = fill(words.nth, ordinal=self.ordinal(number, words.ordinals), n=number, noun=words.noun)
        return {"noun": words.noun, "short": words.short, "ending": words.ending, "event": event}


def end_of(day: date, starts_at: time, minutes: int) -> time:
    """When a meeting ended that began at this time of this day."""
    return (datetime.combine(day, starts_at) + timedelta(minutes=minutes)).time()
