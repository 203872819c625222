"""Inviting people, and answering an invitation."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from welcommune.accounts.forms import NAME, EmailField
from welcommune.core.forms import HouseForm, LineField, NewRecordForm, ProseField
from welcommune.network.models import Role

# What each role is for, in the words of those who have never heard of it.
DUTIES = {
    Role.COORDINATOR: _("sees and does everything in all regions, invites people"),
    Role.FACILITATOR: _("keeps the record of a region, invites people to its table"),
    Role.EDITOR: _("writes and publishes the news"),
    Role.MEMBER: _("sits at the table, sees its desk"),
    Role.ASSESSOR: _("scores proposals for pilot actions"),
    Role.AUDITOR: _("reads the records, changes nothing"),
}


class InvitationForm(NewRecordForm):
    """Whom, to what, in which language, with which words."""

    email = EmailField(label=_("E-mail address"))
    place = forms.ChoiceField(label=_("Where"), required=False)
    role = forms.ChoiceField(label=_("Role"), widget=forms.RadioSelect)
    language = forms.ChoiceField(
        label=_("Language of the invitation"),
        choices=lambda: [(code, str(name)) for code, name in settings.LANGUAGES],
        initial=get_language,
    )
    note = ProseField(
        label=_("A few words from you"), required=False, max_length=1000, rows=4,
        help_text=_("They stand in the e-mail. For example: where you met, and when the next meeting is."),
    )  # fmt: skip

    def __init__(
        self, *args: Any, roles: tuple[str, ...], places: Sequence[tuple[str, str]] = (), **kwargs: Any
    ) -> None:
        """``places`` are the network and its regions, where the person who invites can choose."""
        super().__init__(*args, **kwargs)
        if places:
            self.fields["place"].choices = places  # type: ignore[attr-defined]
        else:
            del self.fields["place"]
        self.fields["role"].choices = [(role, _in_words(role)) for role in roles]  # type: ignore[attr-defined]


def _in_words(role: str) -> str:
    known = Role(role)
    return gettext("%(role)s: %(duty)s") % {"role": known.label, "duty": DUTIES[known]}


class AcceptForm(HouseForm):
    """The name of somebody who has no account yet."""

    name = LineField(
        label=_("Your name"), max_length=NAME, help_text=_("As others at the table know you."),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )  # fmt: skip

    def __init__(self, *args: Any, known: bool, **kwargs: Any) -> None:
        """Who is ``known`` has a name already."""
        super().__init__(*args, **kwargs)
        if known:
            del self.fields["name"]
