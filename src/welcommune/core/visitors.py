"""Forms that anybody may send: what only a machine does is noticed, and too much a day is not taken. No puzzles."""

import time
from typing import Any

from django import forms
from django.core import signing
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from welcommune.core.errors import Refused
from welcommune.core.forms import HouseForm, LineField

OPENED = "core.form-opened"
FEWEST_SECONDS, MOST_SECONDS = 2, 24 * 3600
MOST_FROM_ONE_SENDER, MOST_TO_ONE_ADDRESS = 20, 3
A_DAY = 24 * 3600


def opened_mark(ago: float = 0) -> str:
    """When the form was opened, signed; ``ago`` seconds before now."""
    return signing.dumps(int(time.time() - ago), salt=OPENED)


class VisitorForm(HouseForm):
    """A form of a stranger with an address to write to. What only a machine fills in or does is noticed."""

    email = forms.EmailField(
        label=gettext_lazy("Your e-mail address"), max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )  # fmt: skip
    website = LineField(label=gettext_lazy("Leave this empty"), required=False)
    opened = forms.CharField(widget=forms.HiddenInput, required=False)

    def clean_email(self) -> str:
        return str(self.cleaned_data["email"]).lower()

    @property
    def is_from_a_machine(self) -> bool:
        """Whether a field was filled in that people do not see."""
        return bool(self.cleaned_data.get("website"))

    @property
    def fresh_mark(self) -> str:
        """When this page was made; a good mark that was sent stays, so that a second try is not too quick."""
        return self.data.get("opened", "") if self._seconds_open() is not None else opened_mark()

    def _seconds_open(self) -> float | None:
        """How long the form was open; ``None`` where its mark is missing, forged or of another day."""
        try:
            opened = signing.loads(self.data.get("opened", ""), salt=OPENED)
        except signing.BadSignature:
            return None
        seconds = time.time() - opened
        return seconds if seconds <= MOST_SECONDS else None

    def clean(self) -> dict[str, Any]:
        seconds = self._seconds_open()
        if seconds is None:
            raise ValidationError(_("This form was open for too long. Send it once more; what you wrote is here."))
        if seconds < FEWEST_SECONDS:
            raise ValidationError(_("That was quicker than people write. Wait a moment, then send it once more."))
        return super().clean() or self.cleaned_data


def is_to_be_written(what: str, *, email: str, sender: str) -> bool:
    """Count one request of a kind, and say whether a mail goes to the address.

    ``sender`` is where the request came from: too many a day from one place are refused, too many
    to one address are dropped without a word.
    """
    if _counted(f"{what}:sender", sender) > MOST_FROM_ONE_SENDER:
        raise Refused(_("Too many requests came from your connection today. Try again tomorrow."))
    return _counted(f"{what}:address", email) <= MOST_TO_ONE_ADDRESS


def _counted(what: str, value: str) -> int:
    """How often this happened today; the cache keeps a keyed hash and never the value itself."""
    today = timezone.localdate().isoformat()
    key = f"{what}:{salted_hmac('core.visitors', f'{today}:{value}').hexdigest()}"
    cache.add(key, 0, A_DAY)
    try:
        return cache.incr(key)
    except ValueError:  # thrown out between the two lines
        return 1
