"""Imports of lists: the file, what its columns mean, what each row would do, and what was done."""

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from welcommune.core.models import Editable, Record
from welcommune.core.tenancy import RegionScoped
from welcommune.core.text import no_controls
from welcommune.exchange.sheets.saying import told
from welcommune.network.models import Region

SOURCE, KEY = 60, 40


class ImportState(models.TextChoices):
    """Where an import stands. Nothing is in the register before "written"."""

    UPLOADED = "uploaded", _("the columns are to be named")
    MAPPED = "mapped", _("to be checked")
    CHECKING = "checking", _("being checked")
    CHECKED = "checked", _("checked, nothing brought in yet")
    WRITING = "writing", _("being brought in")
    WRITTEN = "written", _("brought in")
    UNDOING = "undoing", _("being undone")
    UNDONE = "undone", _("undone")
    CANCELLED = "cancelled", pgettext_lazy("import of a list", "cancelled")
    FAILED = "failed", _("not possible")


IMPORT_TRANSITIONS: dict[str, set[str]] = {
    ImportState.UPLOADED: {ImportState.UPLOADED, ImportState.MAPPED, ImportState.CANCELLED},
    ImportState.MAPPED: {ImportState.UPLOADED, ImportState.MAPPED, ImportState.CHECKING, ImportState.CANCELLED},
    ImportState.CHECKING: {ImportState.CHECKED, ImportState.FAILED, ImportState.CANCELLED},
    ImportState.CHECKED: {
        ImportState.UPLOADED, ImportState.MAPPED, ImportState.CHECKING, ImportState.WRITING, ImportState.CANCELLED,
    },
    ImportState.WRITING: {ImportState.WRITTEN, ImportState.CHECKED, ImportState.FAILED, ImportState.CANCELLED},
    ImportState.WRITTEN: {ImportState.UNDOING, ImportState.UNDONE},
    ImportState.UNDOING: {ImportState.UNDONE},
    ImportState.FAILED: {ImportState.UPLOADED, ImportState.MAPPED, ImportState.CANCELLED},
    ImportState.UNDONE: set(),
    ImportState.CANCELLED: set(),
}  # fmt: skip


class Import(RegionScoped, Editable):
    """One list that somebody brings into a region.

    ``columns`` describes the file (header, letter, samples, number of filled cells); ``mapping`` says which
    field each column is, by its place. ``lenient`` names fields whose bad values are left out instead of
    holding their row back. ``turn`` counts the checks: a check that finds another number here has been
    cancelled or overtaken, and stops. Whatever was read from the file goes when the file goes.
    """

    region = models.ForeignKey(Region, models.CASCADE, related_name="imports")
    target = models.CharField(_("what the list holds"), max_length=KEY)
    source = models.CharField(_("where the list comes from"), max_length=SOURCE, validators=[no_controls])
    purpose = models.CharField(_("what we may write about"), max_length=200, blank=True, validators=[no_controls])
    state = models.CharField(_("state"), max_length=10, choices=ImportState.choices, default=ImportState.UPLOADED)
    # Why it stands where it does; waits for its reader as ``sheets.saying`` keeps it.
    sentence = models.JSONField(default=str, blank=True)
    language = models.CharField(max_length=10, default="en")
    file_name = models.CharField(_("file"), max_length=200)
    file = models.CharField(max_length=200, blank=True)
    digest = models.CharField(max_length=64, blank=True)
    sheet = models.CharField(_("sheet"), max_length=200, blank=True)
    # Where a person saw the headings, 0 for nowhere; empty where nobody had to say it.
    heading_row = models.PositiveSmallIntegerField(null=True, blank=True)
    layout = models.JSONField(default=dict, blank=True)
    columns = models.JSONField(default=list, blank=True)
    mapping = models.JSONField(default=dict, blank=True)
    # What all rows have where no column of the list, or an empty cell, says it: text by field.
    constants = models.JSONField(default=dict, blank=True)
    lenient = models.JSONField(default=list, blank=True)
    turn = models.PositiveIntegerField(default=0)
    rows_total = models.PositiveIntegerField(default=0)
    rows_done = models.PositiveIntegerField(default=0)
    counts = models.JSONField(default=dict, blank=True)
    by_id = models.UUIDField(null=True, blank=True)
    written_at = models.DateTimeField(null=True, blank=True)
    undone_at = models.DateTimeField(null=True, blank=True)
    # What stayed when the import was undone, as [label of the model, identifier, reason].
    stayed = models.JSONField(default=list, blank=True)

    class Meta(RegionScoped.Meta):
        ordering = ["-created_at", "-pk"]

    def __str__(self) -> str:
        return self.source

    @property
    def remarks(self) -> list[tuple[int | None, str]]:
        """What was noted of the file as a whole, each with its row, in the reader's language."""
        return [(row, told(sentence)) for row, sentence in self.layout.get("problems", [])]

    @property
    def is_table(self) -> bool:
        """Whether its columns stand in a spreadsheet; those of JSON are fields of its format."""
        return any(column["letter"] for column in self.columns)

    @property
    def told_sentence(self) -> str:
        """Why it stands where it does, in the reader's language."""
        return told(self.sentence)

    @property
    def is_over(self) -> bool:
        """Whether the import has come to an end, good or bad."""
        return self.state in {ImportState.WRITTEN, ImportState.UNDONE, ImportState.CANCELLED}

    @property
    def is_at_work(self) -> bool:
        """Whether something happens by itself now, and the person waits."""
        return self.state in {ImportState.CHECKING, ImportState.WRITING, ImportState.UNDOING}


class RowKind(models.TextChoices):
    """What a row of the file would do to the register."""

    NEW = "new", _("new")
    CHANGED = "changed", _("changed")
    SAME = "same", _("as it is")
    SIMILAR = "similar", _("perhaps already here")
    PROBLEM = "problem", _("problem")


class ImportRow(Record):
    """One row of the file as it was checked: what stands in it, what it means, what it would change.

    ``object_id`` is the record that the row is about: one of the register, or the one that it will make.
    ``problems`` are [field, value, sentence, severity, whether a word is unknown]; ``differences`` are
    [field, before, after]; sentences and words wait for their reader as ``sheets.saying`` keeps them.
    """

    batch = models.ForeignKey(Import, models.CASCADE, related_name="rows")
    number = models.PositiveIntegerField()
    kind = models.CharField(max_length=10, choices=RowKind.choices)
    title = models.CharField(max_length=200, blank=True)
    has_notes = models.BooleanField(default=False)
    cells = models.JSONField(default=dict, blank=True)
    values = models.JSONField(default=dict, blank=True, encoder=DjangoJSONEncoder)
    problems = models.JSONField(default=list, blank=True)
    differences = models.JSONField(default=list, blank=True)
    alike = models.JSONField(default=list, blank=True)
    object_id = models.UUIDField(null=True)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(
                fields=["batch", "number"],
                name="import_row_once",
                violation_error_message=_("This row was already checked."),
            )
        ]
        indexes = [models.Index(fields=["batch", "kind", "number"])]

    @property
    def told_problems(self) -> list[tuple[str, str, str, str]]:
        """What is wrong, in the reader's language: field, value, sentence, severity."""
        return [(field, value, told(sentence), severity) for field, value, sentence, severity, _word in self.problems]

    @property
    def told_differences(self) -> list[tuple[str, str, str]]:
        """What would change, in the reader's language: field, before, after."""
        return [(field, told(before), told(after)) for field, before, after in self.differences]

    @property
    def told_alike(self) -> list[tuple[str, str, str, str]]:
        """The records that it may be, with the reason in the reader's language: identifier, name, town, reason."""
        return [(pk, name, town, told(reason)) for pk, _slug, name, town, reason in self.alike]


class RowAnswer(Record):
    """What a person said of one row: other texts for its cells, or whether it is an organisation that is here.

    It stays when the file is checked again, and goes when another file takes its place.
    """

    class Verdict(models.TextChoices):
        """Of a row that looks like a record of the register."""

        SAME = "same", _("the same one")
        OTHER = "other", _("another one")

    batch = models.ForeignKey(Import, models.CASCADE, related_name="answers")
    number = models.PositiveIntegerField()
    cells = models.JSONField(default=dict, blank=True)
    verdict = models.CharField(max_length=10, choices=Verdict.choices, blank=True)
    same_as = models.UUIDField(null=True, blank=True)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(
                fields=["batch", "number"],
                name="row_answer_once",
                violation_error_message=_("There is already an answer for this row."),
            ),
            models.CheckConstraint(
                condition=~Q(verdict="same") | Q(same_as__isnull=False),
                name="row_answer_same_as_which",
                violation_error_message=_("Say which organisation it is."),
            ),
        ]


class Written(Record):
    """Records that an import made, many in a row, or one that it changed: ``values`` maps a field to [before, after].

    They go with the file, after thirty days: from then on the import cannot be undone.
    """

    batch = models.ForeignKey(Import, models.CASCADE, related_name="written")
    model = models.CharField(max_length=60)
    made = models.JSONField(default=list, blank=True, encoder=DjangoJSONEncoder)
    object_id = models.UUIDField(null=True)
    values = models.JSONField(default=dict, blank=True, encoder=DjangoJSONEncoder)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(object_id__isnull=False) ^ ~Q(made=[]),
                name="written_made_or_changed",
                violation_error_message=_("Say which records were made, or which one was changed."),
            )
        ]
        indexes = [models.Index(fields=["batch", "model"])]


class Remembered(RegionScoped, Record):
    """What a header, or a word in a column, meant last time in a list of this source."""

    region = models.ForeignKey(Region, models.CASCADE, related_name="+")
    source = models.CharField(max_length=SOURCE)
    # Empty for a header; the field that the word stands in for a word.
    field = models.CharField(max_length=KEY, blank=True)
    word = models.CharField(max_length=200)
    meaning = models.CharField(max_length=100, blank=True)

    class Meta(RegionScoped.Meta):
        ordering = ["field", "word"]
        constraints = [
            models.UniqueConstraint(
                fields=["region", "source", "field", "word"],
                name="remembered_once",
                violation_error_message=_("This word already has a meaning."),
            )
        ]
