"""What the operator's work leaves behind: when something that is done again and again was done last."""

from django.db import models
from django.utils import timezone


class Work(models.TextChoices):
    """What is done again and again."""

    ROUND = "round", "the worker's round"
    BACKUP = "backup", "a backup"
    VERIFIED = "verified", "the reading of a backup from beginning to end"


class LastDone(models.Model):
    """When one kind of work was done last, and what it was about: for a backup the name of its file."""

    work = models.CharField(primary_key=True, max_length=20, choices=Work.choices)
    at = models.DateTimeField(default=timezone.now)
    about = models.CharField(max_length=200, blank=True)
