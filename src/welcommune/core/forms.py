"""Fields and habits of our forms: clean text, one record per form sent, nothing typed ever lost."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from django import forms
from django.core.validators import MaxLengthValidator
from django.db.models import QuerySet
from django.http import HttpRequest, QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from welcommune.core.errors import Enough, Overtaken, Refused
from welcommune.core.ids import new_id
from welcommune.core.text import TOO_LONG, clean_line, clean_text, direction

T = TypeVar("T")
KEPT = "kept_form"
MOST_KEPT = 200_000
# Django says of both only that they are not valid.
ADDRESSES: dict[type[forms.Field], Any] = {
    forms.URLField: gettext_lazy("Write the address of a web page, for example https://example.org."),
    forms.EmailField: gettext_lazy("Write one e-mail address, for example contact@example.org."),
}


class WrittenField(forms.CharField):
    """Text that is written in ``language``, whatever the page is read in; empty where nobody says."""

    def __init__(self, *, language: str = "", **kwargs: Any) -> None:
        self.language = language
        super().__init__(**kwargs)

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        said = {"lang": self.language, "dir": direction(self.language)} if self.language else {}
        return super().widget_attrs(widget) | said


class LineField(WrittenField):
    """One line of text: composed, single spaces, no invisible controls."""

    def __init__(self, *, max_length: int = 200, **kwargs: Any) -> None:
        # No maxlength on the input: a browser would cut what is pasted without a word.
        super().__init__(**kwargs)
        self.validators.append(MaxLengthValidator(max_length, TOO_LONG))

    def to_python(self, value: Any) -> str:
        return clean_line(super().to_python(value) or "")


class ProseField(WrittenField):
    """Several lines of text, line ends unified, no invisible controls."""

    def __init__(self, *, max_length: int = 4000, rows: int = 4, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.Textarea(attrs={"rows": rows}))
        super().__init__(strip=False, **kwargs)
        self.validators.append(MaxLengthValidator(max_length, TOO_LONG))

    def to_python(self, value: Any) -> str:
        return clean_text(super().to_python(value) or "")


@dataclass(frozen=True)
class Difference:
    """A field that somebody else changed meanwhile: what stands there now, and what was typed here."""

    label: str
    theirs: str
    mine: str


class HouseForm(forms.Form):
    """Base of our forms: knows what to do when an action refuses."""

    differences: list[Difference]
    # Stands over what went wrong where no answer needs a change.
    heading: str

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.differences, self.heading = [], ""
        for field in self.fields.values():
            for kind, sentence in ADDRESSES.items():
                if isinstance(field, kind):
                    field.error_messages["invalid"] = sentence

    def attempt(self, act: Callable[[], T]) -> T | None:
        """Run ``act``; a refusal becomes an error of the form and ``None`` is returned."""
        try:
            return act()
        except Overtaken as overtaken:
            self._show_theirs(overtaken)
        except Enough as enough:
            self.heading = _("Not sent: enough for today")
            self.add_error(None, str(enough.sentence))
        except Refused as refused:
            self.add_error(refused.field if refused.field in self.fields else None, str(refused.sentence))
        return None

    def _show_theirs(self, overtaken: Overtaken) -> None:
        """Beside each other where they differ: what stands there now, and what was typed."""
        for name in self.changed_data:
            field = self.fields[name]
            if not field.widget.is_hidden:
                now = overtaken.theirs.get(name, self.get_initial_for_field(field, name))
                words = (self._as_words(name, value) for value in (now, self.cleaned_data.get(name)))
                self.differences.append(Difference(str(field.label), *words))
        # Sending the form again saves knowingly over what stands there now.
        data = self.data.copy()  # type: ignore[attr-defined]
        data[self.add_prefix("seen")] = str(overtaken.version)
        self.data = data
        self.add_error(None, str(overtaken.sentence))

    def _as_words(self, name: str, value: Any) -> str:
        """A field's value for a person to read."""
        choices = dict(getattr(self.fields[name], "choices", []))
        if isinstance(value, bool):
            return _("yes") if value else _("no")
        if isinstance(value, list | tuple | set | QuerySet):
            return ", ".join(str(choices.get(item, item)) for item in value) or _("nothing")
        return str(choices.get(value, value) if value not in (None, "") else _("nothing"))


class NewRecordForm(HouseForm):
    """A form that makes one record, however often it is sent: the record's identifier travels with it."""

    id = forms.UUIDField(widget=forms.HiddenInput, initial=new_id)


class EditForm(HouseForm):
    """A form that changes a record: the version that the person saw travels with it."""

    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0)


def keep_form(request: HttpRequest) -> None:
    """Put what was sent aside, for the same page after the person has signed in again."""
    data = request.POST.copy()
    data.pop("csrfmiddlewaretoken", None)
    encoded = data.urlencode()
    if len(encoded) <= MOST_KEPT:
        request.session[KEPT] = {"path": request.path, "data": encoded}


def sent_data(request: HttpRequest) -> QueryDict | None:
    """What a form of this page is to be filled with: sent now, or kept from before; ``None`` for a fresh one."""
    kept = _kept_here(request)
    if request.method == "POST":
        if kept:
            del request.session[KEPT]
        return request.POST
    return QueryDict(kept["data"]) if kept else None


def _kept_here(request: HttpRequest) -> dict[str, str] | None:
    kept: dict[str, str] | None = request.session.get(KEPT)
    return kept if kept and kept["path"] == request.path else None


def was_kept(request: HttpRequest) -> bool:
    """Whether the form on this page holds text from before the person had to sign in again."""
    return request.method == "GET" and _kept_here(request) is not None
