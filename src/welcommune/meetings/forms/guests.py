"""Forms of the guest list, and the one that invited people answer with."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from welcommune.core.forms import EditForm, HouseForm, LineField, NewRecordForm, ProseField
from welcommune.core.text import LANGUAGE_NAMES, Translated
from welcommune.meetings.models import OWN_WORDS, Answer, Guest, GuestList, MeetingInvitation, Need, Reply
from welcommune.meetings.queries import GuestRow, Proposal, Proposals, kind_name

NOBODY = gettext_lazy("Tick at least one person.")


# What whoever invites chooses by, as it stands in the address of the page.
WANTED = ("category", "town", "theme", "standing")


def asked_of(query: Any) -> dict[str, str]:
    """What the address of the page asks for; a text that is none of ours chooses nobody."""
    return {name: str(query.get(name, ""))[:200].replace("\x00", "") for name in WANTED}


def wanted_lists(found: Proposals) -> list[tuple[str, str, list[tuple[str, str]]]]:
    """The lists to choose by: name, label, and what each offers."""
    standings = {
        "missing": _("missing at the table"), "lapsed": _("came before, not lately"), "never": _("never came"),
        "came": _("came lately"), "seat": _("with a seat"), "other": _("without a seat"),
    }  # fmt: skip
    return [
        ("category", _("Kind"), [(kind.code, kind_name(kind)) for kind in found.categories]),
        ("town", _("Place"), [(town, town) for town in found.towns]),
        ("theme", _("Theme"), [(theme.code, str(theme)) for theme in found.themes]),
        ("standing", _("At meetings so far"), list(standings.items())),
    ]


def _ticks(**told: Any) -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(widget=forms.CheckboxSelectMultiple, required=False, **told)


class ProposalForm(HouseForm):
    """Whom to put on the list: all that are proposed are ticked, the others are not."""

    guests = _ticks(label=gettext_lazy("Whom to invite"))

    def __init__(self, *args: Any, proposals: Iterable[Proposal], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.contacts = {str(row.contact.pk): row for row in proposals}
        choices = [(key, row.contact.name) for key, row in self.contacts.items()]
        self.fields["guests"].choices = choices  # type: ignore[attr-defined]
        self.fields["guests"].initial = [key for key, row in self.contacts.items() if row.is_proposed]

    def clean_guests(self) -> list[str]:
        """At least one."""
        ticked: list[str] = self.cleaned_data["guests"]
        if not ticked:
            raise forms.ValidationError(str(NOBODY))
        return ticked

    def chosen(self) -> list[Any]:
        """The contacts that were ticked."""
        return [self.contacts[key].contact for key in self.cleaned_data["guests"]]


class GuestForm(NewRecordForm):
    """Somebody who is in no register."""

    name = LineField(label=gettext_lazy("Name"), max_length=120)
    email = forms.EmailField(label=gettext_lazy("E-mail address"), max_length=254)
    language = forms.ChoiceField(label=gettext_lazy("Language to write in"))
    purpose = LineField(
        label=gettext_lazy("Why you invite this person"),
        help_text=gettext_lazy("It stands at the end of the mail. The address is used for this meeting only."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        spoken = [(code, LANGUAGE_NAMES.get(code, code)) for code, _name in settings.LANGUAGES]
        self.fields["language"].choices = spoken  # type: ignore[attr-defined]

    def guest(self) -> Guest:
        """Who it is."""
        data = self.cleaned_data
        return Guest(data["name"], data["email"].lower(), data["language"], data["purpose"])


class InvitationForm(EditForm):
    """A few own words for the mails, in each language they go out in, and the link for joining."""

    join_link = forms.URLField(
        label=gettext_lazy("Link for joining online"), max_length=500, required=False, assume_scheme="https",
        help_text=gettext_lazy("It goes to those who come, on the morning of the day. The public page never shows it."),
    )  # fmt: skip

    def __init__(self, *args: Any, languages: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.languages = languages
        for code in languages:
            label = _("A few words of yours (%(language)s)") % {"language": LANGUAGE_NAMES.get(code, code)}
            self.fields[f"words_{code}"] = ProseField(label=label, required=False, max_length=1500, language=code)

    @property
    def word_fields(self) -> list[Any]:
        """The bound fields of the words, one a language."""
        return [self[f"words_{code}"] for code in self.languages]

    def words(self, known: Translated) -> Translated:
        """The words in all languages: those of other languages stay."""
        return known.retold({code: self.cleaned_data[f"words_{code}"] for code in self.languages})


def invitation_initial(guests: GuestList, languages: list[str]) -> dict[str, Any]:
    """What the form shows of the words on record."""
    words = {f"words_{code}": guests.words.in_(code) for code in languages}
    return {"seen": guests.version, "join_link": guests.join_link} | words


class ReplyForm(HouseForm):
    """An answer, and what is needed to come."""

    answer = forms.ChoiceField(
        label=gettext_lazy("Do you come?"), choices=list(OWN_WORDS.items()), widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose an answer.")},
    )  # fmt: skip
    comes_instead = LineField(label=gettext_lazy("Who comes instead of you"), max_length=120, required=False)
    interpretation = LineField(
        label=gettext_lazy("I need interpretation into this language"), max_length=60, required=False
    )
    needs = _ticks(label=gettext_lazy("So that I can come, I need"), choices=Need.choices)
    needs_words = LineField(label=gettext_lazy("What we should know about it"), max_length=300, required=False)

    def reply(self) -> Reply:
        """The answer with all that goes with it."""
        return Reply(**self.cleaned_data)


def reply_initial(invitation: MeetingInvitation, before: MeetingInvitation | None, choice: str) -> dict[str, Any]:
    """What the page has chosen already: the answer of the link, else the last one; needs as they were told before."""
    told = before or invitation
    known = choice if choice in OWN_WORDS else invitation.answer
    return {
        "answer": known if known != Answer.NONE else "", "comes_instead": invitation.comes_instead,
        "interpretation": told.interpretation, "needs": told.needs, "needs_words": told.needs_words,
    }  # fmt: skip


class CameForm(EditForm):
    """Who of the invited came: ticked are those who are noted already, else those who said so."""

    came = _ticks(label=gettext_lazy("Who came"))

    def __init__(self, *args: Any, rows: list[GuestRow], ticked: set[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.rows = {str(row.invitation.pk): row.invitation for row in rows}
        self.fields["came"].choices = [(key, _guest_words(row)) for key, row in zip(self.rows, rows, strict=True)]  # type: ignore[attr-defined]
        self.fields["came"].initial = [key for key, row in self.rows.items() if row.pk in ticked]

    def chosen(self) -> list[MeetingInvitation]:
        """The guests who were ticked."""
        return [self.rows[key] for key in self.cleaned_data["came"]]


def _guest_words(row: GuestRow) -> str:
    """A guest as a line to tick: name, organisations, what was answered."""
    guest = row.invitation
    who = guest.comes_instead or str(guest)
    return ", ".join([who, *(str(work) for work in row.works), str(guest.get_answer_display())])
