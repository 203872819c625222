"""Forms of the import wizard. They never save."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.conf import settings
from django.forms import BoundField
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from welcommune.core.forms import EditForm, HouseForm, LineField, NewRecordForm
from welcommune.core.text import clean_line
from welcommune.exchange.models import SOURCE, Import, ImportRow
from welcommune.exchange.queries.reading import constants_before, purpose_before
from welcommune.exchange.targets import TARGETS
from welcommune.exchange.targets.base import Field

NOTHING = "nothing"
PURPOSE = gettext_lazy("For example: invitations to the roundtables. Each contact can read it.")


class FileField(forms.FileField):
    """A list, not larger than this site takes."""

    widget = forms.FileInput(attrs={"accept": ".xlsx,.ods,.xls,.csv,.tsv,.txt,.json"})

    def clean(self, data: Any, initial: Any = None) -> Any:
        found = super().clean(data, initial)
        if found and found.size > settings.LARGEST_LIST_BYTES:
            most = settings.LARGEST_LIST_BYTES // (1024 * 1024)
            raise forms.ValidationError(_("This file is larger than %(most)d MB. Split it.") % {"most": most})
        return found


class UploadForm(NewRecordForm):
    """A list, what it holds and where it comes from."""

    target = forms.ChoiceField(label=gettext_lazy("What the list holds"), widget=forms.RadioSelect)
    source = LineField(
        label=gettext_lazy("Where the list comes from"),
        max_length=SOURCE,
        help_text=gettext_lazy("For example: list of the prefecture. Next time the same name finds the same columns."),
    )
    file = FileField(
        label=gettext_lazy("File"),
        help_text=gettext_lazy(
            "A spreadsheet (.xlsx, .ods, .xls), a text file (.csv), or JSON of data·inclusion, HSDS or 360Giving. "
            "Nothing is brought in before you confirm."
        ),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["target"].choices = [(target.key, target.label) for target in TARGETS.values()]  # type: ignore[attr-defined]
        self.fields["target"].initial = next(iter(TARGETS))


class FileForm(HouseForm):
    """Another file in the place of the one before."""

    file = FileField(label=gettext_lazy("The corrected file"))


class MapForm(EditForm):
    """What each column is."""

    def __init__(self, *args: Any, batch: Import, **kwargs: Any) -> None:
        kwargs["initial"] = {"seen": batch.version, "purpose": batch.purpose or purpose_before(batch)}
        super().__init__(*args, **kwargs)
        self.batch = batch
        fields = TARGETS[batch.target].fields()
        self.personal = {field.key for field in fields if field.is_personal}
        groups: dict[str, list[tuple[str, Any]]] = {}
        for field in fields:
            groups.setdefault(str(field.group), []).append((field.key, field.label))
        choices = [("", _("Leave out")), *groups.items()]
        for column in batch.columns:
            label = f"{column['letter']} · {column['header']}"
            initial = batch.mapping.get(str(column["index"]), "")
            self.fields[f"column_{column['index']}"] = forms.ChoiceField(
                label=label, choices=choices, required=False, initial=initial
            )
        before = batch.constants or constants_before(batch)
        for field in fields:
            if field.for_all:
                self.fields[f"all_{field.key}"] = _for_all(batch, field, before.get(field.key, ""))
        self.fields["purpose"] = LineField(
            label=_("What we may write to the contacts about"), max_length=200, required=False, help_text=PURPOSE
        )

    @property
    def column_fields(self) -> list[tuple[Any, dict[str, Any]]]:
        """Each column's bound field with what is known of the column."""
        return [(self[f"column_{column['index']}"], column) for column in self.batch.columns]

    @property
    def lacks_column(self) -> bool:
        """Whether no column seems to hold what each row needs, so that it is to be said for all rows."""
        held = self.batch.mapping.values()
        fields = TARGETS[self.batch.target].fields()
        return any(field.required and field.for_all and field.key not in held for field in fields)

    @property
    def constant_fields(self) -> list[BoundField]:
        """What can be said once for all rows."""
        return [bound for bound in self if bound.name.startswith("all_")]

    def constants(self) -> dict[str, str]:
        """What was said for all rows: text by field."""
        told = self.cleaned_data.items()
        return {name.removeprefix("all_"): text for name, text in told if name.startswith("all_") and text}

    def mapping(self) -> dict[str, str]:
        """Field by the column's place; empty for what is left out."""
        data = self.cleaned_data
        return {str(c["index"]): data.get(f"column_{c['index']}", "") for c in self.batch.columns}

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        first: dict[str, str] = {}
        for column in self.batch.columns:
            name = f"column_{column['index']}"
            key = data.get(name)
            if key and key in first:
                sentence = _("Column %(letter)s is this already. Choose something else for one of them.")
                self.add_error(name, sentence % {"letter": first[key]})
            elif key:
                first[key] = column["letter"]
        if self.personal & first.keys() and not data.get("purpose") and "purpose" not in self.errors:
            self.add_error("purpose", _("The list holds contacts. Say what you may write to them about."))
        return data


def _for_all(batch: Import, field: Field, initial: str) -> forms.Field:
    """The input of what all rows have in common: a choice where there is one, else a line."""
    target = TARGETS[batch.target]
    if field.key not in target.choice_fields:
        return LineField(label=str(field.label), max_length=120, required=False, initial=initial)
    choices = [("", _("Nothing for all rows")), *target.choices(field.key)]
    return forms.ChoiceField(label=str(field.label), choices=choices, required=False, initial=initial)


class ReadingForm(HouseForm):
    """How the file is to be read: another sheet of it, or the headings in another row."""

    sheet = forms.ChoiceField(label=gettext_lazy("Sheet"), required=False)
    heading_row = forms.TypedChoiceField(
        label=gettext_lazy("Which row holds the headings?"), required=False, coerce=int, empty_value=None
    )

    def __init__(self, *args: Any, batch: Import, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.batch = batch
        names = batch.layout.get("sheets", [])
        beginning = batch.layout.get("beginning", [])
        rows = [(number, _("Row %(number)s:") % {"number": number} + f" {text}") for number, text in beginning]
        headings = batch.layout.get("header_rows", [])
        self.fields["sheet"].choices = [(name, name) for name in names]  # type: ignore[attr-defined]
        self.fields["sheet"].initial = batch.sheet
        self.fields["heading_row"].choices = [*rows, (0, _("None: the data begin in the first row"))]  # type: ignore[attr-defined]
        self.fields["heading_row"].initial = headings[0] if headings else 0

    def told(self) -> dict[str, Any]:
        """The sheet and the row of headings; in another sheet they are looked for again."""
        sheet = self.cleaned_data["sheet"] or self.batch.sheet
        return {"sheet": sheet, "heading_row": self.cleaned_data["heading_row"] if sheet == self.batch.sheet else None}


class RowForm(HouseForm):
    """The cells of one row, to be corrected; what they must look like is said by the check."""

    def __init__(self, *args: Any, batch: Import, row: ImportRow, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        told: dict[str, list[str]] = {}
        for key, _value, sentence, severity in row.told_problems:
            if severity == "error":
                told.setdefault(key, []).append(sentence)
        mapped = set(batch.mapping.values())
        self.general = told.get("", [])
        for field in TARGETS[batch.target].fields():
            if field.key in mapped:
                self.fields[f"cell_{field.key}"] = forms.CharField(
                    label=str(field.label), required=field.required, initial=row.cells.get(field.key, ""),
                    max_length=5000, help_text=" ".join(told.get(field.key, [])), validators=[_no_controls],
                )  # fmt: skip

    @property
    def troubled(self) -> list[BoundField]:
        """The fields that will not do as they are."""
        return [bound for bound in self if bound.help_text]

    @property
    def others(self) -> list[BoundField]:
        """The rest of the row."""
        return [bound for bound in self if not bound.help_text]

    def cells(self) -> dict[str, str]:
        """The texts by field."""
        return {name.removeprefix("cell_"): text for name, text in self.cleaned_data.items()}


def _no_controls(text: str) -> None:
    clean_line(text.replace("\n", " ").replace("\r", " "))


class WordsForm(HouseForm):
    """What words stand for that nobody knew."""

    def __init__(self, *args: Any, words: list[tuple[str, int]], choices: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.words = [word for word, _times in words]
        offered = [("-", _("Not decided yet")), (NOTHING, _("Nothing: leave this cell empty")), *choices]
        for place, (word, times) in enumerate(words):
            self.fields[f"word_{place}"] = forms.ChoiceField(label=f"{word} ({times})", choices=offered, initial="-")

    def meanings(self) -> Mapping[str, str]:
        """Word → code, empty where its cells stay empty; undecided words are not among them."""
        told = {word: self.cleaned_data[f"word_{place}"] for place, word in enumerate(self.words)}
        return {word: "" if code == NOTHING else code for word, code in told.items() if code != "-"}
