"""People who sign in. No password is needed: a code by e-mail opens the door."""

import secrets
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from welcommune.core.ids import new_id
from welcommune.core.models import Record
from welcommune.core.text import no_controls

# What an account may be given beside its roles: to see how the site runs.
OPERATOR = "operator"


class AccountManager(BaseUserManager["Account"]):
    """Creates accounts; allauth finds people by e-mail without regard to case."""

    def create_user(self, email: str, name: str = "", **fields: Any) -> "Account":
        """An account without a usable password."""
        account = self.model(email=self.normalize_email(email).lower(), name=name, **fields)
        account.set_unusable_password()
        account.save(using=self._db)
        return account


def new_sessions_key() -> str:
    """A random value; where it changes, the sessions opened under the one before end."""
    return secrets.token_hex(16)


class Account(AbstractBaseUser):
    """A person who signs in: e-mail, the name that others at the table see, preferred language."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    email = models.EmailField(_("e-mail address"), unique=True)
    name = models.CharField(_("name"), max_length=120, blank=True, validators=[no_controls])
    language = models.CharField(_("language"), max_length=10, default="en")
    is_active = models.BooleanField(default=True)
    is_fictitious = models.BooleanField(default=False)
    is_operator = models.BooleanField(_("runs the site"), default=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    sessions_key = models.CharField(max_length=32, default=new_sessions_key, editable=False)

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    objects = AccountManager()

    def __str__(self) -> str:
        return self.name or self.email

    def _get_session_auth_hash(self, secret: str | None = None) -> str:
        """What a session must know to go on: it turns with the password, and with the key."""
        mark = f"{self.password} {self.sessions_key}"
        return salted_hmac("welcommune.accounts.session", mark, secret=secret, algorithm="sha256").hexdigest()


class Erasure(models.Model):
    """An account that was erased: its identifier and nothing else, so that a restored backup can be erased again."""

    account_id = models.UUIDField(primary_key=True)
    erased_at = models.DateTimeField(default=timezone.now, editable=False)


class MailRhythm(models.TextChoices):
    """How often somebody wants to hear of a topic. At once is not offered."""

    DAILY = "daily", _("once a day, when there is something")
    WEEKLY = "weekly", _("once a week, on Monday")
    NEVER = "never", _("never")

    def is_due(self, told: date | None, today: date) -> bool:
        """Whether it is time again, when it was told of on the day ``told``. A Monday missed is made up for."""
        if self == MailRhythm.NEVER:
            return False
        first = today if self == MailRhythm.DAILY else today - timedelta(days=today.weekday())
        return told is None or told < first


class MailWish(Record):
    """How often an address wants to hear of a topic, and until when it was told. It holds no address, only its mark."""

    mark = models.CharField(max_length=64)
    topic = models.CharField(max_length=40)
    rhythm = models.CharField(_("how often"), max_length=10, choices=MailRhythm.choices)
    told_until = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["mark", "topic"], name="mail_wish_once")]


class MailDay(Record):
    """A day whose mails were queued: whoever writes the row queues them, in one transaction."""

    day = models.DateField(unique=True)


class CollectedMail(Record):
    """The last day on which an address got a mail that collects things: the mail of the day, news, promises.

    It holds no address, only its mark, and goes after two days.
    """

    mark = models.CharField(max_length=64, unique=True)
    day = models.DateField()


# What the mail of the day can tell of: rooms register a topic, ``actions/digest.py`` writes the mail.


@dataclass(frozen=True)
class Reader:
    """Somebody whom a topic may have something to tell: where, and in which language."""

    address: str
    language: str


@dataclass(frozen=True)
class Point:
    """One thing that is told, and the whole address of the page about it."""

    text: str
    link: str


@dataclass(frozen=True)
class Topic:
    """Something that people hear of by mail, as often as they chose: ``usual`` where they have not.

    ``readers`` gives everybody whom it may concern today, in few statements. ``points`` gives what is
    to be told to an address now, in the active language: ``since`` is when it was told of last. It gives
    none for who was erased or has no part in it any more. ``reason`` says why one gets it, in one sentence.
    """

    code: str
    label: str | Promise
    reason: str | Promise
    readers: Callable[[], Iterable[Reader]]
    points: Callable[[str, datetime | None], list[Point]]
    usual: str = "weekly"


_topics: dict[str, Topic] = {}


def tell_of(topic: Topic) -> Topic:
    """Register a topic: it joins the mail of the day, the page of wishes and the way to leave."""
    _topics[topic.code] = topic
    return topic


def topics() -> list[Topic]:
    """Every topic, in the order of the rooms."""
    return list(_topics.values())
