"""Forms of quick polls: the question as it is asked, and a vote."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from welcommune.core.forms import HouseForm, LineField, NewRecordForm, ProseField
from welcommune.core.text import LANGUAGE_NAMES, Said
from welcommune.meetings.models import PollFacts, PollKind, QuickPoll
from welcommune.meetings.queries import choice_language

LONGEST_CHOICE = 120


class QuickPollForm(NewRecordForm):
    """A question to all who are in the room."""

    question = LineField(label=gettext_lazy("Question"), max_length=200)
    kind = forms.ChoiceField(
        label=gettext_lazy("How it is answered"), choices=PollKind.choices, widget=forms.RadioSelect
    )
    choices = ProseField(
        label=gettext_lazy("Choices"), required=False, max_length=1000, rows=5,
        help_text=gettext_lazy("One a line, two to eight. The ladder of participation has its own."),
    )  # fmt: skip
    language = forms.ChoiceField(label=gettext_lazy("Language of the question"))

    def __init__(self, *args: Any, languages: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        named = [(code, LANGUAGE_NAMES.get(code, code)) for code in languages]
        self.fields["language"].choices = named  # type: ignore[attr-defined]

    def clean_choices(self) -> list[str]:
        """One choice a line, each once, none too long."""
        lines = [line.strip() for line in str(self.cleaned_data["choices"]).split("\n") if line.strip()]
        if any(len(line) > LONGEST_CHOICE for line in lines):
            raise forms.ValidationError(
                _("Write shorter choices: at most %(most)s letters.") % {"most": LONGEST_CHOICE}
            )
        return list(dict.fromkeys(lines))

    def facts(self) -> PollFacts:
        """The question as the action takes it."""
        return PollFacts(**{name: self.cleaned_data[name] for name in ("question", "kind", "language", "choices")})


class VoteForm(HouseForm):
    """A vote: one choice, several, or a place for each."""

    ballot = forms.CharField(widget=forms.HiddenInput, max_length=200)

    def __init__(self, *args: Any, poll: QuickPoll, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.poll = poll
        language = choice_language(poll)
        listed = [(str(place), Said(words, language)) for place, words in enumerate(poll.words)]
        if poll.kind == PollKind.RANK:
            self._add_places(listed)
            return
        several = poll.kind == PollKind.SEVERAL
        field = forms.MultipleChoiceField if several else forms.ChoiceField
        widget = forms.CheckboxSelectMultiple if several else forms.RadioSelect
        errors = {"required": gettext_lazy("Choose an answer.")}
        self.fields["picks"] = field(label=_("Answer"), choices=listed, widget=widget, error_messages=errors)

    def _add_places(self, listed: list[tuple[str, Said]]) -> None:
        places = [("", "–"), *((str(number), str(number)) for number in range(1, len(listed) + 1))]
        for key, words in listed:
            self.fields[f"place_{key}"] = forms.ChoiceField(label=str(words), choices=places)

    @property
    def place_fields(self) -> list[Any]:
        """The bound fields of the places, one a choice."""
        return [self[name] for name in self.fields if name.startswith("place_")]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        places = [data[name] for name in self.fields if name.startswith("place_") and name in data]
        if len(set(places)) < len(places):
            self.add_error(None, _("Give each choice a place of its own: 1 for the most important."))
        return data

    def chosen(self) -> list[int]:
        """Numbers of the chosen ones; put in order, the first is the most important."""
        if self.poll.kind == PollKind.RANK:
            names = [bound.name for bound in self.place_fields]
            return sorted(range(len(names)), key=lambda number: int(self.cleaned_data[names[number]]))
        picks = self.cleaned_data["picks"]
        return [int(pick) for pick in (picks if isinstance(picks, list) else [picks])]
