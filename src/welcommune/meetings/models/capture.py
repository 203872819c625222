"""What belongs to the hours of a meeting itself: groups that work apart, and the sheet that people signed."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from welcommune.core.models import Record
from welcommune.core.text import no_controls
from welcommune.meetings.models.meeting import Meeting

# Funders ask for the list of those who came years after the grant has ended.
SHEET_YEARS = 5


class BreakoutGroup(Record):
    """A group that works apart for a while; whoever holds its link notes what is said there, without an account."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="groups")
    name = models.CharField(_("name of the group"), max_length=80, validators=[no_controls])
    # From then on its link opens nothing.
    revoked_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "name"],
                name="group_name_once",
                violation_error_message=_("There is already a group of this name."),
            )
        ]

    def __str__(self) -> str:
        return self.name


def sheet_path(sheet: "SignedSheet", _name: str) -> str:
    """Where a signed sheet lies: named by its own identifier, so that no name of a person can slip in."""
    return f"sheets/{sheet.pk}.{sheet.file_type}"


class SignedSheet(Record):
    """A page with the signatures of those who came, kept as evidence until a day; never public."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="sheets")
    file = models.FileField(_("file"), upload_to=sheet_path)
    file_type = models.CharField(max_length=4)
    file_bytes = models.PositiveIntegerField()
    # Tells years later that the file is the one that was kept.
    sha256 = models.CharField(max_length=64)
    keep_until = models.DateField(_("keep until"))

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "sha256"],
                name="sheet_once",
                violation_error_message=_("This file is already kept for the meeting."),
            )
        ]
