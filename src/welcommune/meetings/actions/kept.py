"""What is kept about people who are invited, come, speak, promise, learn and teach: this room's part of the register.

Contacts stand here too: only here is it known that attendance names them.
"""

from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from welcommune.accounts.actions import ends_after
from welcommune.accounts.models import (
    UNTIL_ASKED,
    UNTIL_DELETED,
    Basis,
    Ending,
    Keeping,
    Kept,
    Rows,
    Seen,
    empty,
    keeps,
)
from welcommune.core.access import SYSTEM
from welcommune.meetings.actions.certificates import old_use_questions
from welcommune.meetings.actions.commitments import forget_owner_of, forget_owners, old_owners
from welcommune.meetings.actions.dates import forget_dates, old_polls
from welcommune.meetings.actions.erasure import (
    NAMES_KEPT_DAYS,
    erase_contact,
    forget_invited,
    forget_names,
    forget_old_names,
    forget_teaching,
    old_names,
)
from welcommune.meetings.actions.evidence import forget_sheets, old_sheets
from welcommune.meetings.actions.guests import forget_guests, old_guests
from welcommune.meetings.actions.insights import forget_speakers, withdraw_consent
from welcommune.meetings.actions.registration import forget_place_requests, old_place_requests
from welcommune.meetings.models import (
    KEPT_DAYS,
    OWNER_KEPT_DAYS,
    SHEET_YEARS,
    UNCONFIRMED,
    AgendaItem,
    BreakoutGroup,
    CategoryPresent,
    Certificate,
    Commitment,
    CommitmentMail,
    Correction,
    DateReply,
    Decision,
    FeedbackAnswer,
    FeedbackRound,
    GuestList,
    Insight,
    Meeting,
    MeetingInvitation,
    Minutes,
    MinutesReader,
    MinutesText,
    NoMeetingMail,
    Participant,
    PlaceRequest,
    QuickPoll,
    QuickVote,
    QuoteConsent,
    SignedSheet,
    TrainingLink,
    TrainingNeed,
    TrainingOffer,
    UseQuestion,
)
from welcommune.meetings.queries import QUESTION_DAYS
from welcommune.stakeholders.actions import withdraw_listing_consent
from welcommune.stakeholders.models import Affiliation, Contact, ListingConsent, Membership

DESK = (Seen.FACILITATOR,)
AT_MEETING = "meeting__region_id"
MAIL_DAYS = 8


def _erase_contacts(rows: Rows) -> None:
    for contact in rows.select_related("region"):
        erase_contact(by=SYSTEM, contact=contact)


def _take_quotes_back(consents: Rows) -> None:
    for insight in Insight.plain.filter(consent__in=consents, consent__withdrawn_on__isnull=True):
        withdraw_consent(by=SYSTEM, insight=insight)


def _take_listings_back(consents: Rows) -> None:
    for consent in consents.filter(withdrawn_on__isnull=True).select_related("contact__region"):
        withdraw_listing_consent(by=SYSTEM, contact=consent.contact)


def _old_mails() -> Rows:
    return CommitmentMail.objects.filter(sent_at__lt=timezone.now() - timedelta(days=MAIL_DAYS))


keeps(
    Keeping(
        "meetings.contacts", _("Contacts: people who speak for an organisation, or for themselves"),
        _("To invite them, and to write to them about what they agreed to."), Basis.TASK, UNTIL_ASKED, DESK,
        (
            Kept(
                Contact, names=("name",), emails=("email",), words=("source", "purpose"),
                links=("account",), others=("phone", "language"), goes=_erase_contacts,
            ),
            Kept(
                Affiliation, words=("function",), links=("contact",), others=("organisation", "starts_on", "ends_on"),
                region="contact__region_id",
            ),
            Kept(Membership, words=("group",), links=("contact",), others=("region", "starts_on", "charter_signed_on")),
        ),
    ),
    Keeping(
        "meetings.listed", _("Who agreed to be named in public"), _("To name them, and to prove that they agreed."),
        Basis.CONSENT, _("until the person takes the consent back"), (Seen.EVERYBODY,),
        (
            Kept(
                ListingConsent, words=("given_how",), links=("contact",), others=("given_on", "withdrawn_on"),
                region="contact__region_id", goes=_take_listings_back,
            ),
        ),
    ),
    Keeping(
        "meetings.guests", _("Who is invited to a meeting, what they answer and what they need"),
        _("To prepare the meeting."), Basis.CONSENT, _("%(period)s after the meeting"), (Seen.PERSON, *DESK),
        (
            Kept(
                MeetingInvitation, names=("name",), emails=("email",), region=AT_MEETING, goes=forget_invited,
                words=("comes_instead", "works_for", "interpretation", "needs_words", "purpose"),
                links=("contact",), others=("language", "answer", "needs"),
            ),
        ),
        Ending(KEPT_DAYS, old_guests, forget_guests),
    ),
    Keeping(
        "meetings.dates", _("Who could come on which day"), _("To find a day."), Basis.CONSENT,
        _("%(period)s after the meeting"), (Seen.PERSON, *DESK),
        (
            Kept(
                DateReply, names=("person",), words=("organisation",), links=("invitation",),
                region="poll__meeting__region_id",
            ),
        ),
        Ending(KEPT_DAYS, old_polls, forget_dates),
    ),
    Keeping(
        "meetings.places", _("Who asks for a place"), _("To give out the places."), Basis.CONSENT,
        _("until the meeting; %(period)s where nobody confirmed the address"), (Seen.PERSON, *DESK),
        (
            Kept(
                PlaceRequest, names=("name",), emails=("email",),
                words=("organisation", "interpretation", "needs_words"),
                others=("language", "needs"), region=AT_MEETING,
            ),
        ),
        Ending(UNCONFIRMED.days, old_place_requests, forget_place_requests),
    ),
    Keeping(
        "meetings.attendance", _("Who came to a meeting"), _("To answer to the funders for what was done."), Basis.TASK,
        _("%(period)s after the meeting; longer where there is a certificate"), (*DESK, Seen.AUDITOR),
        (
            Kept(
                Participant, names=("person",), words=("organisation_name",), links=("contact",), region=AT_MEETING,
                goes=forget_names,
            ),
        ),
        Ending(NAMES_KEPT_DAYS, old_names, forget_old_names),
    ),
    Keeping(
        "meetings.sheets", _("Sheets with signatures"), _("To answer to the funders for what was done."), Basis.DUTY,
        _("until the day set for each sheet: usually %(period)s"), (*DESK, Seen.AUDITOR),
        (Kept(SignedSheet, others=("file", "keep_until"), region=AT_MEETING),),
        Ending(SHEET_YEARS * 365, old_sheets, forget_sheets),
    ),
    Keeping(
        "meetings.quotes", _("Who said something, and whether it may be quoted"), _("To tell what was done and said."),
        Basis.CONSENT, _("until the person takes the consent back"), (Seen.EVERYBODY,),
        (
            Kept(Insight, names=("person",), words=("text", "original"), goes=forget_speakers),
            Kept(
                QuoteConsent, words=("given_how",), others=("given_on", "withdrawn_on"), region="insight__region_id",
                goes=_take_quotes_back,
            ),
        ),
    ),
    Keeping(
        "meetings.commitments", _("Who promised something"), _("To remind them, and to see what was done."), Basis.TASK,
        _("%(period)s after it is done or dropped"), (Seen.PERSON, *DESK),
        (
            Kept(
                Commitment, names=("person",), emails=("email",), words=("what", "reason"), links=("contact",),
                others=("link",), goes=forget_owner_of,
            ),
        ),
        Ending(OWNER_KEPT_DAYS, old_owners, forget_owners),
    ),
    Keeping(
        "meetings.last-mail", _("The day of the last mail about promises"), _("So that nobody gets two mails a week."),
        Basis.INTEREST, _("%(period)s after sending"), (Seen.NOBODY,),
        (Kept(CommitmentMail, others=("mark",), region=""),), ends_after(MAIL_DAYS, _old_mails),
    ),
    Keeping(
        "meetings.no-mail", _("Who wants no mail about meetings"), _("So that nobody gets mail that they do not want."),
        Basis.INTEREST, UNTIL_ASKED, (Seen.NOBODY,), (Kept(NoMeetingMail, others=("mark",), region=""),),
    ),
    Keeping(
        "meetings.minutes", _("Minutes: who wrote, read and corrected them"), _("To tell what was done and said."),
        Basis.TASK, UNTIL_DELETED, (Seen.TABLE,),
        (
            Kept(Minutes, others=("approved_by",), region=AT_MEETING),
            Kept(MinutesText, words=("parts",), others=("by",), region="minutes__meeting__region_id"),
            Kept(MinutesReader, links=("contact", "invitation"), region="minutes__meeting__region_id"),
            Kept(Correction, words=("text", "reason"), region="reader__minutes__meeting__region_id"),
            Kept(Decision, words=("text",), region=AT_MEETING),
        ),
    ),
    Keeping(
        "meetings.agenda", _("Who speaks at a meeting"), _("To announce it."), Basis.CONSENT, UNTIL_DELETED,
        (Seen.EVERYBODY,),
        (
            Kept(AgendaItem, names=("speaker",), words=("title",), region=AT_MEETING, goes=empty("speaker")),
            Kept(Meeting, words=("title", "place")),
            Kept(GuestList, words=("words",), region=AT_MEETING),
            Kept(CategoryPresent, words=("detail",), region=AT_MEETING),
            Kept(BreakoutGroup, words=("name",), region=AT_MEETING),
        ),
    ),
    Keeping(
        "meetings.trainings", _("Who teaches and what somebody wants to learn"), _("To bring the two together."),
        Basis.CONSENT, UNTIL_DELETED, (Seen.FACILITATOR,),
        (
            Kept(
                TrainingOffer, names=("provider",), emails=("email",), tells=False, words=("words", "place", "cost"),
                links=("contact",), goes=forget_teaching,
            ),
            Kept(
                TrainingNeed, names=("stated_by",), words=("words", "place"), links=("contact",),
                goes=empty("stated_by"),
            ),
            Kept(TrainingLink, links=("contact",)),
        ),
    ),
    Keeping(
        "meetings.certificates", _("Who got a certificate"), _("So that anybody can check it."), Basis.CONSENT,
        UNTIL_ASKED, (Seen.PERSON, *DESK),
        (
            Kept(
                Certificate, links=("participant",), others=("number", "issued_on"),
                region="participant__meeting__region_id",
            ),
        ),
    ),
    Keeping(
        "meetings.use", _("Who was asked whether a training was of use"), _("To see what a training changed."),
        Basis.INTEREST, _("until the answer, or %(period)s"), (Seen.NOBODY,),
        (Kept(UseQuestion, links=("participant",), region="participant__meeting__region_id"),),
        ends_after(QUESTION_DAYS, old_use_questions),
    ),
    Keeping(
        "meetings.votes", _("Votes and opinions, without names"), _("To hear everybody."), Basis.INTEREST,
        UNTIL_DELETED, (Seen.TABLE,),
        (
            Kept(QuickPoll, words=("question", "choices"), region=AT_MEETING),
            Kept(QuickVote, others=("mark",), region="poll__meeting__region_id"),
            Kept(FeedbackRound, others=("used",), region=AT_MEETING),
            Kept(FeedbackAnswer, words=("different",), region="round__meeting__region_id"),
        ),
    ),
)  # fmt: skip
