"""Forms of the account, and the sign-in library's own with our words."""

import time
from typing import Any

from allauth.account.forms import LoginForm
from allauth.account.forms import ReauthenticateForm as AskPassword
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm
from django import forms
from django.conf import settings
from django.contrib.auth.password_validation import (
    CommonPasswordValidator,
    MinimumLengthValidator,
    validate_password,
)
from django.core import signing
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.text import capfirst
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from welcommune.accounts.models import Account, MailRhythm, Topic
from welcommune.core.forms import HouseForm, LineField

NAME = 120
EMAIL = 254
OPENED = "accounts.form-opened"
FEWEST_SECONDS, MOST_SECONDS = 2, 24 * 3600


class LongEnough(MinimumLengthValidator):
    """The library's rule in our words: its own are not translated into every language that we speak."""

    def get_error_message(self) -> str:
        """What is wanted."""
        words = ngettext("Write at least %(num)s character.", "Write at least %(num)s characters.", self.min_length)
        return words % {"num": self.min_length}


class NotCommon(CommonPasswordValidator):
    """The library's list of passwords that are tried first, in our words."""

    def get_error_message(self) -> str:
        """What is wrong with it, and what would do."""
        return gettext("Many people use this password. Put three or four words together that only you would think of.")


class EmailField(LineField):
    """An e-mail address, in small letters."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.EmailInput(attrs={"autocomplete": "email", "spellcheck": "false", "dir": "ltr"})
        super().__init__(max_length=EMAIL, widget=widget, validators=[validate_email], **kwargs)

    def to_python(self, value: Any) -> str:
        return super().to_python(value).lower()


class AccountForm(HouseForm):
    """Name and language."""

    name = LineField(
        label=_("Your name"), max_length=NAME, help_text=_("As others at the table see it."),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )  # fmt: skip
    language = forms.ChoiceField(
        label=_("Language of your e-mails"), choices=lambda: [(code, str(name)) for code, name in settings.LANGUAGES]
    )


class MailForm(HouseForm):
    """How often somebody wants to hear of each topic."""

    def __init__(self, *args: Any, choices: list[tuple[Topic, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for topic, rhythm in choices:
            self.fields[topic.code] = forms.ChoiceField(
                label=capfirst(str(topic.label)), choices=MailRhythm.choices, widget=forms.RadioSelect, initial=rhythm
            )


class AddressForm(HouseForm):
    """A new e-mail address."""

    email = EmailField(label=_("Your new e-mail address"))


class CodeForm(HouseForm):
    """A code from a mail."""

    code = LineField(
        label=_("The code from the e-mail"), max_length=20,
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "dir": "ltr"}),
    )  # fmt: skip


class PasswordForm(HouseForm):
    """One field: what is pasted by a password manager need not be typed twice."""

    password = forms.CharField(
        label=_("Your new password"), strip=False, max_length=200,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password", "dir": "ltr"}),
        help_text=_("Twelve characters or more. Three or four words that only you put together are good."),
    )  # fmt: skip

    def __init__(self, *args: Any, account: Account, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.account = account

    def clean_password(self) -> str:
        """Not too short, not a common one, not the name or the address."""
        password: str = self.cleaned_data["password"]
        validate_password(password, self.account)
        return password


class EraseForm(HouseForm):
    """Typing one's own address says that the account is meant."""

    email = EmailField(label=_("Type your e-mail address"))

    def __init__(self, *args: Any, account: Account, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.account = account

    def clean_email(self) -> str:
        """The account's own address."""
        if self.cleaned_data["email"] != self.account.email:
            raise forms.ValidationError(_("This is not the address of your account. It stands at the top of the page."))
        return self.account.email


class PasswordLoginForm(LoginForm):  # type: ignore[misc]
    """Address and password at the door."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, label in (("login", _("E-mail address")), ("password", _("Password"))):
            self.fields[name].label = label
            self.fields[name].help_text = ""
            self.fields[name].widget.attrs.pop("placeholder", None)
            self.fields[name].widget.attrs |= {"dir": "ltr"}


class PasswordAgainForm(AskPassword):  # type: ignore[misc]
    """The password before something that matters."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password"].label = _("Password")
        self.fields["password"].widget.attrs.pop("placeholder", None)


def _plain(form: Any, label: Any, hint: Any) -> None:
    """A code field as ours are: a label, a hint, no placeholder."""
    field = form.fields["code"]
    field.label, field.help_text = label, hint
    field.widget.attrs.pop("placeholder", None)
    field.widget.attrs |= {"dir": "ltr"}


class AppForm(ActivateTOTPForm):  # type: ignore[misc]
    """The first code of an app."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _plain(self, _("The code that the app shows"), _("Six digits. It changes every half minute."))


class SecondFactorForm(AuthenticateForm):  # type: ignore[misc]
    """A code at the door."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _plain(self, _("The code that your app shows"), _("Without your telephone: one of your recovery codes."))


class ConfirmForm(ReauthenticateForm):  # type: ignore[misc]
    """A code before something that matters."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _plain(self, _("The code that your app shows"), _("Without your telephone: one of your recovery codes."))


class PasskeyForm(AddWebAuthnForm):  # type: ignore[misc]
    """A new passkey: its name, and whether it signs in alone."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["name"] = gettext("My passkey")
        self.initial["passwordless"] = True
        self.fields["name"].label = _("A name for it")
        self.fields["name"].help_text = _("So that you can tell several apart: “telephone”, “key on the key ring”.")
        self.fields["passwordless"].label = _("It signs me in by itself, without a code by e-mail")
        self.fields["passwordless"].help_text = _("Untick this for an old security key without fingerprint or PIN.")


def opened_mark(ago: float = 0) -> str:
    """When the form was opened, signed; ``ago`` seconds before now."""
    return signing.dumps(int(time.time() - ago), salt=OPENED)


class VisitorForm(HouseForm):
    """A form of a stranger with an address to write to. What only a machine fills in or does is noticed."""

    email = forms.EmailField(
        label=_("Your e-mail address"), max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )  # fmt: skip
    website = LineField(label=_("Leave this empty"), required=False)
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
            raise ValidationError(
                gettext("This form was open for too long. Send it once more; what you wrote is here.")
            )
        if seconds < FEWEST_SECONDS:
            raise ValidationError(gettext("That was quicker than people write. Wait a moment, then send it once more."))
        return super().clean() or self.cleaned_data
