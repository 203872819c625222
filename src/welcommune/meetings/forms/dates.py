"""Forms of the question when to meet: dates that are offered, and what somebody says to them."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from welcommune.core.forms import EditForm, HouseForm, LineField
from welcommune.core.ids import new_id
from welcommune.meetings.forms.fields import CLOCK, WHEN
from welcommune.meetings.models import MOST_DATES, DateOffer, DateOption, DatePoll, Says
from welcommune.meetings.queries import offer_words

NAMES = ("day", "starts_at", "ends_at")


def _day(label: str, needed: bool) -> forms.DateField:
    widget = forms.DateInput(attrs=WHEN, format="%Y-%m-%d")
    return forms.DateField(label=label, required=needed, widget=widget)


def _clock(label: str, needed: bool) -> forms.TimeField:
    return forms.TimeField(label=label, required=needed, widget=forms.TimeInput(attrs=CLOCK, format="%H:%M"))


class DatesForm(EditForm):
    """Two to eight dates, each with a day, a start and perhaps an end."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for place in range(1, MOST_DATES + 1):
            needed = place <= 2
            self.fields[f"day_{place}"] = _day(_("Date %(number)s") % {"number": place}, needed)
            self.fields[f"starts_at_{place}"] = _clock(_("Starts at"), needed)
            self.fields[f"ends_at_{place}"] = _clock(_("Ends at"), False)

    @property
    def date_fields(self) -> list[list[Any]]:
        """The bound fields, three a date."""
        return [[self[f"{name}_{place}"] for name in NAMES] for place in range(1, MOST_DATES + 1)]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        known: set[tuple[Any, Any]] = set()
        for place in range(1, MOST_DATES + 1):
            day, start, end = (data.get(f"{name}_{place}") for name in NAMES)
            self._check(place, day, start, end)
            if start and (day, start) in known:
                self.add_error(f"day_{place}", _("This date is offered already."))
            known.add((day, start))
        return data

    def _check(self, place: int, day: Any, start: Any, end: Any) -> None:
        if day and day < timezone.localdate():
            self.add_error(f"day_{place}", _("This day has passed."))
        if bool(day) != bool(start) and not self.errors.keys() & {f"day_{place}", f"starts_at_{place}"}:
            self.add_error(f"starts_at_{place}" if day else f"day_{place}", _("Write day and start."))
        if end and (start is None or end <= start):
            self.add_error(f"ends_at_{place}", _("The meeting ends before it starts. Choose a later end."))

    def offers(self) -> list[DateOffer]:
        """The dates that were typed, in their order."""
        rows = [[self.cleaned_data[f"{name}_{place}"] for name in NAMES] for place in range(1, MOST_DATES + 1)]
        return [DateOffer(*row) for row in rows if row[0]]


def dates_initial(poll: DatePoll | None, options: Sequence[DateOption]) -> dict[str, Any]:
    """What the form shows of dates that are offered."""
    fields = {f"{name}_{place}": getattr(row, name) for place, row in enumerate(options, 1) for name in NAMES}
    return {"seen": poll.version if poll else 0} | fields


class DateReplyForm(HouseForm):
    """What somebody says to each date; whoever has the shared link writes their name, too."""

    id = forms.UUIDField(widget=forms.HiddenInput, initial=new_id)
    person = LineField(label=gettext_lazy("Your name"), max_length=120)
    organisation = LineField(label=gettext_lazy("Your organisation"), required=False)

    def __init__(self, *args: Any, options: Sequence[DateOption], by_name: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not by_name:
            for name in ("id", "person", "organisation"):
                del self.fields[name]
        self.options = options
        for option in options:
            self.fields[f"date_{option.pk.hex}"] = forms.ChoiceField(
                label=offer_words(option), choices=Says.choices, widget=forms.RadioSelect,
                error_messages={"required": gettext_lazy("Choose an answer.")},
            )  # fmt: skip

    @property
    def date_fields(self) -> list[Any]:
        """The bound fields, one a date."""
        return [self[f"date_{option.pk.hex}"] for option in self.options]

    def says(self) -> dict[UUID, str]:
        """What is said to each date."""
        return {option.pk: self.cleaned_data[f"date_{option.pk.hex}"] for option in self.options}

    def who(self) -> dict[str, Any]:
        """The name that was typed, with the key that travels with the form."""
        return {name: self.cleaned_data[name] for name in ("id", "person", "organisation")}


def date_reply_initial(said: dict[UUID, str]) -> dict[str, str]:
    """What was said so far."""
    return {f"date_{key.hex}": says for key, says in said.items()}
