"""Every kind of mail that the platform sends, how one of it is written, and what is said in it about why."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import time as clock
from datetime import timedelta
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.signals import authenticator_added
from django.core import mail
from django.core.mail import EmailMessage
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from tests.factories import SEATS, actor, commitment, invitation, meeting, news, region
from tests.meetings.guests import NOW, coming, contact
from tests.meetings.guests import invited as on_the_list
from welcommune.accounts import actions as accounts
from welcommune.accounts.models import Account, MailDay
from welcommune.core.access import SYSTEM, Actor
from welcommune.core.ids import new_id
from welcommune.core.outbox import drain, go_round
from welcommune.core.tenancy import every_region
from welcommune.core.text import Translated
from welcommune.library.actions import publish_article
from welcommune.library.models import Article
from welcommune.mapping.actions import ask_about_actions, offer_asset, record_action
from welcommune.mapping.models import ActionFacts, AssetFacts, Offerer
from welcommune.meetings import actions as meetings
from welcommune.meetings.actions.letters import queue_letters
from welcommune.meetings.models import Commitment, DateOffer, Meeting, MeetingInvitation, Participant, PlaceFacts
from welcommune.meetings.queries import Letter
from welcommune.network.actions import grant_role, refuse_invitation
from welcommune.portal import actions as portal
from welcommune.portal.models import Subscription, Wishes

OWN_ACT = "an answer to the reader's own act, or news of their own account"
ONCE = "one mail about one invitation, with a link to refuse; none follows"
NETWORK_CONTACT, REGION_CONTACT = "network@example.org", "region@example.org"
READER = "lectrice@example.org"


@dataclass(frozen=True)
class Kind:
    """``write`` makes one be sent, ``reason`` is the sentence of the template that says why; no way to leave
    only where ``without_leaving`` says why not."""

    template: str
    write: Callable[[Account], Any]
    reason: str
    without_leaving: str = ""

    @property
    def answered_in(self) -> str:
        """Who gets the answers: people of the region that the mail is about, else of the network."""
        about_accounts = self.template.startswith("account") or self.template.endswith("declined.txt")
        return NETWORK_CONTACT if about_accounts else REGION_CONTACT

    def sent_to(self, account: Account) -> EmailMessage:
        """The mail, as a person of this language gets it."""
        mail.outbox.clear()
        with every_region("test"):
            self.write(account)
            go_round()
            drain()
        return mail.outbox[-1]


def _ask_code(address: str) -> Callable[[Account], None]:
    def ask(account: Account) -> None:
        with override(account.language):
            path = reverse("account_request_login_code")
        Client().post(path, {"email": address or account.email})

    return ask


def _address_changed(account: Account) -> None:
    pending = {"address": "new@example.org", "code": "ABC", "until": time.time() + 60, "tries": 3}
    accounts.change_address(by=SYSTEM, account=account, pending=pending, code="ABC")


def _new_way(account: Account) -> None:
    way = Authenticator.objects.create(user=account, type="totp", data={})
    authenticator_added.send(Authenticator, request=None, user=account, authenticator=way)


def _taken(account: Account) -> None:
    other = Account.objects.create_user("taken@example.org", language=account.language)
    accounts.send_address_code(account=account, email=other.email)


def _declined(account: Account) -> None:
    grant_role(by=SYSTEM, account=account, role="facilitator", region=region())
    found = invitation(by=actor(account), language=account.language)
    drain()
    refuse_invitation(by=SYSTEM, invitation=found)


def _day(account: Account) -> None:
    MailDay.objects.all().delete()
    grant_role(by=SYSTEM, account=account, role="facilitator", region=region())


def _letter(kind: Letter) -> Callable[[Account], None]:
    def write(account: Account) -> None:
        row = coming()
        guest = on_the_list(row, contact(email=f"{kind}@example.org", language=account.language))[0]
        MeetingInvitation.objects.filter(pk=guest.pk).update(reminded_at=timezone.now())
        queue_letters(kind, [guest.pk])

    return write


def _place(account: Account) -> None:
    row = coming()
    meetings.open_registration(by=SYSTEM, meeting=row, seen=0, is_open=True, capacity=None)
    facts = PlaceFacts("Awa Diallo", "awa@example.org", account.language)
    meetings.ask_place(by=SYSTEM, meeting=row, facts=facts, sender="test")


def _promise(account: Account) -> None:
    owner = contact("Awa Diallo", "awa@example.org", account.language)
    row = commitment(meeting(number=None, day=NOW.date() - timedelta(days=1)), contact=owner, language="en")
    Commitment.plain.filter(pk=row.pk).update(owned_since=NOW - timedelta(days=1))


def _held() -> Meeting:
    """A meeting that was held today."""
    return meeting(number=None, day=NOW.date())


def _was_there(row: Meeting, account: Account, name: str) -> None:
    """Somebody of the contacts, noted among those who came."""
    person = contact("Awa Diallo", f"{name}@example.org", account.language)
    came = Participant(id=new_id(), contact=person, person=person.name)
    meetings.add_participant(by=SYSTEM, meeting=row, participant=came)


def _minutes(account: Account) -> None:
    row = _held()
    _was_there(row, account, "minutes")
    meetings.send_minutes(by=SYSTEM, minutes=meetings.assemble_minutes(by=SYSTEM, meeting=row))


def _dates(account: Account) -> None:
    row = coming()
    on_the_list(row, contact(email="dates@example.org", language=account.language))
    offers = [DateOffer(NOW.date() + timedelta(days=more), clock(14)) for more in (20, 27)]
    poll = meetings.offer_dates(by=SYSTEM, meeting=row, seen=0, zone="Europe/Paris", offers=offers)
    meetings.ask_for_dates(by=SYSTEM, poll=poll)


def _feedback(account: Account) -> None:
    row = coming()
    guest = on_the_list(row, contact(email="feedback@example.org", language=account.language))[0]
    MeetingInvitation.objects.filter(pk=guest.pk).update(answer="yes")
    Meeting.plain.filter(pk=row.pk).update(state="held", day=NOW.date())
    found = meetings.open_feedback(by=SYSTEM, meeting=Meeting.plain.get(pk=row.pk))
    meetings.ask_for_feedback(by=SYSTEM, found=found)


def _training(account: Account) -> Meeting:
    row = meeting(kind="training", number=None, day=NOW.date(), title=Translated({"en": "Listening"}))
    _was_there(row, account, "training")
    return row


def _certificate(account: Account) -> None:
    meetings.offer_certificates(by=SYSTEM, meeting=_training(account))


def _use(account: Account) -> None:
    row = _training(account)
    Meeting.plain.filter(pk=row.pk).update(day=NOW.date() - timedelta(days=92))


def _question(account: Account) -> None:
    network = region().participations.get().network
    wishes = Wishes(account.language, region=region())
    portal.ask_subscription(by=SYSTEM, email=READER, network=network, wishes=wishes, sender="test")


def _known(account: Account) -> None:
    _subscribe(account)
    _question(account)


def _subscribe(account: Account) -> None:
    row = Subscription.objects.create(
        email=READER, language=account.language, network=region().participations.get().network, region=region(),
        topics=["reports", "other-news"],
    )  # fmt: skip
    portal.confirm_subscription(by=Actor("link", row.pk), subscription=row)


def _digest(account: Account) -> None:
    _subscribe(account)
    publish_article(by=SYSTEM, article=news("A bus line", at=SEATS))
    now = timezone.now()
    Subscription.objects.update(told_until=now - timedelta(days=1), due_at=now)
    Article.plain.filter(state="published").update(published_at=now - timedelta(minutes=5))


def _asset_offered(account: Account) -> None:
    who = Offerer("Une voisine", READER, account.language)
    facts = AssetFacts("vehicle", "A car", "en")
    offer_asset(by=SYSTEM, id=new_id(), region=region(), facts=facts, offerer=who, sender="198.51.100.7")


def _still_right(account: Account) -> None:
    facts = ActionFacts(name="Cours du soir", language=account.language, email=READER, state="open", is_public=True)
    home = region()
    home.languages = [account.language]  # who is asked is no account: the language is that of the region
    home.save()
    record_action(by=SYSTEM, region=home, facts=facts)
    ask_about_actions(by=SYSTEM, region=home)


def _account_act(act: Callable[..., Any], **told: Any) -> Callable[[Account], Any]:
    return lambda account: act(account=account, **told)


WHY_LISTED = "You get this mail because you are among the contacts of this region: %(purpose)s."
WHY_INVITED = "You get this mail because you are among those who are invited to this meeting."
WHY_NEWS = "You get this mail because you asked for it on %(day)s: %(wishes)s."
KINDS = [
    Kind("account/email/login_code_message.txt", _ask_code(""),
         "Somebody, we hope you, wants to sign in to Welcommune with this address.", OWN_ACT),
    Kind("account/email/unknown_account_message.txt", _ask_code("nobody@example.org"),
         "Somebody wanted to sign in to Welcommune with this address, but no account belongs to it.", OWN_ACT),
    Kind("accounts/mail/confirm.txt", _account_act(accounts.send_confirmation_code), "You get this because", OWN_ACT),
    Kind("accounts/mail/new_address.txt", _account_act(accounts.send_address_code, email="other@example.org"),
         "You get this because", OWN_ACT),
    Kind("accounts/mail/address_taken.txt", _taken, "somebody who is signed in at", OWN_ACT),
    Kind("accounts/mail/address_changed.txt", _address_changed, "You get this at the old one", OWN_ACT),
    Kind("accounts/mail/password_set.txt", _account_act(accounts.set_password, by=SYSTEM, password="vier worte"),
         "You get this so that you know", OWN_ACT),
    Kind("accounts/mail/new_way.txt", _new_way,
         "You get this so that you know", OWN_ACT),
    Kind("accounts/mail/day.txt", _day, "You get this mail because something of yours waits here."),
    Kind("network/mail/invitation.txt",
         lambda account: invitation(language=account.language), "You get this because somebody at", ONCE),
    Kind("network/mail/declined.txt", _declined, "You get this because you sent the invitation", OWN_ACT),
    Kind("portal/mail/question.txt", _question,
         "Somebody, we hope you, asked for news by mail with this address:", OWN_ACT),
    Kind("portal/mail/question.txt", _known,
         "Somebody, we hope you, asked for news by mail with this address. It gets them already:"),
    Kind("portal/mail/digest.txt", _digest, WHY_NEWS),
    Kind("meetings/mail/promises.txt", _promise, "You promised something for the table of the region"),
    Kind("meetings/mail/minutes.txt", _minutes, "you were there: %(meeting)s."),
    Kind("meetings/mail/dates.txt", _dates, WHY_INVITED),
    Kind("meetings/mail/feedback.txt", _feedback, WHY_INVITED),
    Kind("meetings/mail/certificate.txt", _certificate, "Thank you for coming on"),
    Kind("meetings/mail/use.txt", _use, "Three months ago you came to a training: %(training)s."),
    Kind("mapping/mail/asset_offer.txt", _asset_offered, "You offered this in %(region)s:", OWN_ACT),
    Kind("mapping/mail/still_right.txt", _still_right, "We ask once a year, because this address is on record for it."),
    Kind("meetings/mail/place.txt", _place, "because somebody registered this address"),
    *(Kind("meetings/mail/letter.txt", _letter(kind), WHY_LISTED) for kind in Letter),
]  # fmt: skip
