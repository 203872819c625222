"""What was done in a region, in words: who, what, which fields, when. The log itself holds identifiers only."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from itertools import groupby
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from welcommune.accounts.models import Account
from welcommune.core.audit import field_words
from welcommune.core.models import AuditEvent
from welcommune.network.models import Region

# A test compares this with every verb that the code writes.
VERBS: dict[str, str | Promise] = {
    "accounts.add_way": gettext_lazy("added a way to sign in"),
    "accounts.change_address": gettext_lazy("changed the own e-mail address"),
    "accounts.choose_mail": gettext_lazy("chose what comes by mail"),
    "accounts.edit_account": gettext_lazy("changed the own account"),
    "accounts.end_operator": gettext_lazy("took the running of the site from somebody"),
    "accounts.make_operator": gettext_lazy("let somebody run the site"),
    "accounts.end_sessions": gettext_lazy("signed out everywhere"),
    "accounts.erase_account": gettext_lazy("erased the own account"),
    "accounts.erase_traces": gettext_lazy("erased what was kept of a person"),
    "accounts.export_traces": gettext_lazy("gave out what was kept of a person"),
    "accounts.export_data": gettext_lazy("downloaded the own data"),
    "accounts.let_go": gettext_lazy("let go what was kept long enough"),
    "accounts.remove_password": gettext_lazy("removed the own password"),
    "accounts.remove_way": gettext_lazy("removed a way to sign in"),
    "accounts.set_password": gettext_lazy("set a password"),
    "exchange.bring_in_file": gettext_lazy("brought in a file of actions"),
    "evidence.freeze_factfile": gettext_lazy("froze the factfile"),
    "exchange.cancel_import": gettext_lazy("gave up bringing in a list"),
    "exchange.change_record": gettext_lazy("changed by a list that was brought in"),
    "exchange.put_record_back": gettext_lazy("put back as before the list"),
    "exchange.load_network_file": gettext_lazy("brought in a network file"),
    "exchange.make_record": gettext_lazy("made by a file that was brought in"),
    "exchange.map_columns": gettext_lazy("said what the columns of a list hold"),
    "exchange.open_import": gettext_lazy("started to bring in a list"),
    "exchange.read_import_again": gettext_lazy("had a list read again"),
    "exchange.replace_import_file": gettext_lazy("put another file in the place of a list"),
    "exchange.undo_import": gettext_lazy("took a list back that had been brought in"),
    "exchange.write_import": gettext_lazy("brought in a list"),
    "library.forget_wording": gettext_lazy("took the words of a withdrawn quote out of a text"),
    "library.change_resource": gettext_lazy("changed something to read"),
    "library.delete_resource": gettext_lazy("deleted a draft of something to read"),
    "library.note_link": gettext_lazy("noted whether a link answers"),
    "library.publish_resource": gettext_lazy("published something to read"),
    "library.record_resource": gettext_lazy("put something to read on record"),
    "library.set_resource_file": gettext_lazy("added a file to something to read"),
    "library.withdraw_portrait_consent": gettext_lazy("noted that consent to a portrait was withdrawn"),
    "library.withdraw_resource": gettext_lazy("withdrew something to read"),
    "library.remove_photo": gettext_lazy("removed a photo"),
    "library.set_photo": gettext_lazy("added a photo"),
    "library.start_article": gettext_lazy("started an article"),
    "library.write_text": gettext_lazy("wrote a text"),
    "library.publish_article": gettext_lazy("published an article"),
    "library.withdraw_article": gettext_lazy("withdrew an article"),
    "mapping.address_gap": gettext_lazy("noted that a gap is being addressed"),
    "mapping.answer_gap": gettext_lazy("noted what addresses a gap"),
    "mapping.change_gap": gettext_lazy("changed a gap"),
    "mapping.confirm_gap": gettext_lazy("confirmed a gap at a roundtable"),
    "mapping.cover_gap": gettext_lazy("noted that a gap is covered"),
    "mapping.note_gap": gettext_lazy("noted a gap"),
    "mapping.park_gap": gettext_lazy("parked a gap"),
    "mapping.reopen_gap": gettext_lazy("opened a gap again"),
    "mapping.state_nothing": gettext_lazy("noted that there is nothing"),
    "mapping.take_statement_back": gettext_lazy("took back that there is nothing"),
    "mapping.change_funding": gettext_lazy("changed a funding line"),
    "mapping.confirm_funding": gettext_lazy("confirmed a funding line"),
    "mapping.delete_funding": gettext_lazy("deleted a funding line"),
    "mapping.record_funding": gettext_lazy("put a funding line on record"),
    "mapping.accept_correction": gettext_lazy("accepted a correction of an action"),
    "mapping.ask_about_action": gettext_lazy("asked whether an action is recorded right"),
    "mapping.change_action": gettext_lazy("changed an action"),
    "mapping.confirm_action": gettext_lazy("confirmed an action"),
    "mapping.end_action": gettext_lazy("noted that an action has ended"),
    "mapping.merge_actions": gettext_lazy("merged two entries"),
    "mapping.keep_two": gettext_lazy("noted two actions as two"),
    "mapping.look_again": gettext_lazy("had two actions compared again"),
    "mapping.undo_merge": gettext_lazy("took two merged entries apart"),
    "mapping.propose_correction": gettext_lazy("proposed a correction of an action"),
    "mapping.record_action": gettext_lazy("put an action on record"),
    "mapping.refuse_correction": gettext_lazy("refused a correction of an action"),
    "mapping.record_places": gettext_lazy("brought in a list of places"),
    "meetings.add_group": gettext_lazy("added a group to a meeting"),
    "meetings.accept_correction": gettext_lazy("took up a correction of minutes"),
    "meetings.approve_minutes": gettext_lazy("approved minutes"),
    "meetings.assemble_minutes": gettext_lazy("had minutes put together"),
    "meetings.decline_correction": gettext_lazy("did not take up a correction of minutes"),
    "meetings.put_gap_on_agenda": gettext_lazy("put a gap on the agenda"),
    "meetings.settle_gap": gettext_lazy("noted what a meeting says of a gap"),
    "meetings.propose_corrections": gettext_lazy("said what is wrong in minutes"),
    "meetings.publish_minutes": gettext_lazy("published minutes"),
    "meetings.reopen_minutes": gettext_lazy("opened minutes again"),
    "meetings.send_minutes": gettext_lazy("sent minutes for correction"),
    "meetings.take_back_link": gettext_lazy("ended somebody’s link to minutes"),
    "meetings.unpublish_minutes": gettext_lazy("took minutes off the public site"),
    "meetings.write_minutes": gettext_lazy("wrote minutes"),
    "meetings.answer_dates": gettext_lazy("said which dates suit"),
    "meetings.ask_for_feedback": gettext_lazy("asked what people thought of a meeting"),
    "meetings.ask_poll": gettext_lazy("asked the room a question"),
    "meetings.close_feedback": gettext_lazy("closed the questions about a meeting"),
    "meetings.close_poll": gettext_lazy("closed a question to the room"),
    "meetings.open_feedback": gettext_lazy("opened the questions about a meeting"),
    "meetings.ask_for_dates": gettext_lazy("asked people for a date"),
    "meetings.forget_dates": gettext_lazy("deleted who could come when to a meeting long past"),
    "meetings.offer_dates": gettext_lazy("offered dates for a meeting"),
    "meetings.renew_shared_link": gettext_lazy("made another link for choosing a date"),
    "meetings.take_date": gettext_lazy("took a date into a meeting"),
    "meetings.answer_invitation": gettext_lazy("answered an invitation to a meeting"),
    "meetings.ask_place": gettext_lazy("asked for a place at a meeting"),
    "meetings.change_insight": gettext_lazy("changed an insight"),
    "meetings.change_meeting": gettext_lazy("changed the record of a meeting"),
    "meetings.confirm_place": gettext_lazy("confirmed that they want to come to a meeting"),
    "meetings.change_commitment": gettext_lazy("changed a commitment"),
    "meetings.check_in": gettext_lazy("noted that somebody came or left"),
    "meetings.complete_commitment": gettext_lazy("said that a commitment is done"),
    "meetings.confirm_commitment": gettext_lazy("confirmed a commitment"),
    "meetings.delete_sheet": gettext_lazy("deleted a signed sheet"),
    "meetings.draft_report": gettext_lazy("had a report drafted"),
    "meetings.drop_commitment": gettext_lazy("said that a commitment will not be done"),
    "meetings.end_commitment_links": gettext_lazy("ended the links to a commitment"),
    "meetings.forget_guests": gettext_lazy("deleted the guest list of a meeting long past"),
    "meetings.forget_place_requests": gettext_lazy("deleted requests for places that nobody confirmed or took"),
    "meetings.give_place": gettext_lazy("got a place at a meeting"),
    "meetings.invite_guests": gettext_lazy("put people on a guest list"),
    "meetings.leave_place": gettext_lazy("left the waiting list of a meeting"),
    "meetings.forget_owner": gettext_lazy("deleted who had made a commitment long closed"),
    "meetings.hand_over_commitment": gettext_lazy("handed a commitment over"),
    "meetings.keep_sheet": gettext_lazy("kept a signed sheet"),
    "meetings.move_meeting": gettext_lazy("changed the state of a meeting"),
    "meetings.note_attendance": gettext_lazy("noted who came"),
    "meetings.note_bounce": gettext_lazy("noted whether mail came back"),
    "meetings.note_insight": gettext_lazy("noted an insight"),
    "meetings.offer_places": gettext_lazy("asked the next on the waiting list of a meeting"),
    "meetings.open_registration": gettext_lazy("opened or closed the registration for a meeting"),
    "meetings.put_off_commitment": gettext_lazy("gave a commitment another day"),
    "meetings.record_commitment": gettext_lazy("noted a commitment"),
    "meetings.record_decision": gettext_lazy("noted a decision"),
    "meetings.record_meeting": gettext_lazy("put a meeting on record"),
    "meetings.refuse_meeting_mail": gettext_lazy("asked for no more mail about meetings"),
    "meetings.remind_guests": gettext_lazy("reminded people who had not answered"),
    "meetings.remove_commitment": gettext_lazy("removed a commitment"),
    "meetings.remove_decision": gettext_lazy("removed a decision"),
    "meetings.remove_guest": gettext_lazy("took somebody off a guest list"),
    "meetings.remove_insight": gettext_lazy("removed an insight"),
    "meetings.remove_place_request": gettext_lazy("took somebody off a waiting list"),
    "meetings.reopen_commitment": gettext_lazy("opened a commitment again"),
    "meetings.revoke_group": gettext_lazy("took the link of a group back"),
    "meetings.send_invitations": gettext_lazy("sent invitations to a meeting"),
    "meetings.show_reason": gettext_lazy("chose whether the public reads why a commitment is dropped"),
    "meetings.answer_use": gettext_lazy("told whether a training is of use"),
    "meetings.ask_about_use": gettext_lazy("asked who came to a training whether it is of use"),
    "meetings.change_need": gettext_lazy("changed a training need"),
    "meetings.change_offer": gettext_lazy("changed a training offer"),
    "meetings.choose_materials": gettext_lazy("chose what there is to read for a training"),
    "meetings.describe_training": gettext_lazy("noted what a training is about"),
    "meetings.end_training_link": gettext_lazy("ended a link for training needs or offers"),
    "meetings.issue_certificate": gettext_lazy("issued a certificate"),
    "meetings.make_offer": gettext_lazy("made a training offer"),
    "meetings.make_training_link": gettext_lazy("made a link for training needs or offers"),
    "meetings.move_need": gettext_lazy("closed or opened a training need"),
    "meetings.move_offer": gettext_lazy("accepted, withdrew or put back a training offer"),
    "meetings.offer_certificates": gettext_lazy("sent links to certificates"),
    "meetings.plan_training": gettext_lazy("made a training from a need and an offer"),
    "meetings.state_need": gettext_lazy("stated a training need"),
    "meetings.take_certificate_back": gettext_lazy("took a certificate back or gave it again"),
    "meetings.want_meeting_mail": gettext_lazy("asked for mail about meetings again"),
    "meetings.write_agenda": gettext_lazy("wrote the agenda of a meeting"),
    "meetings.withdraw_consent": gettext_lazy("noted that consent to a quote was withdrawn"),
    "meetings.write_invitation": gettext_lazy("wrote words for an invitation"),
    "network.accept_invitation": gettext_lazy("accepted an invitation"),
    "network.grant_role": gettext_lazy("gave a role"),
    "network.invite_person": gettext_lazy("invited somebody to a role"),
    "network.refuse_invitation": gettext_lazy("refused an invitation"),
    "network.withdraw_invitation": gettext_lazy("took an invitation back"),
    "network.withdraw_role": gettext_lazy("took a role back"),
    "portal.ask_subscription": gettext_lazy("asked for news by mail"),
    "portal.change_subscription": gettext_lazy("changed what news come by mail"),
    "portal.drop_message": gettext_lazy("let go a mail that could not be sent"),
    "portal.retry_message": gettext_lazy("had a mail tried again"),
    "portal.confirm_subscription": gettext_lazy("confirmed an address for news by mail"),
    "portal.forget_unconfirmed": gettext_lazy("deleted an address that nobody confirmed"),
    "stakeholders.add_affiliation": gettext_lazy("noted where a contact works"),
    "stakeholders.change_contact": gettext_lazy("changed a contact"),
    "stakeholders.change_group": gettext_lazy("changed a working group"),
    "stakeholders.change_offer": gettext_lazy("changed an offer of a member"),
    "stakeholders.change_organisation": gettext_lazy("changed an organisation"),
    "stakeholders.confirm_contact": gettext_lazy("confirmed a contact"),
    "stakeholders.confirm_organisation": gettext_lazy("confirmed an organisation"),
    "stakeholders.end_affiliation": gettext_lazy("noted that a contact works there no more"),
    "stakeholders.end_seat": gettext_lazy("ended a seat at the table"),
    "stakeholders.erase_contact": gettext_lazy("deleted a contact"),
    "stakeholders.give_listing_consent": gettext_lazy("noted that a contact agreed to be listed"),
    "stakeholders.give_seat": gettext_lazy("gave a seat at the table"),
    "stakeholders.merge_organisations": gettext_lazy("merged two entries"),
    "stakeholders.put_offer_back": gettext_lazy("put an offer of a member back"),
    "stakeholders.record_contact": gettext_lazy("put a contact on record"),
    "stakeholders.record_group": gettext_lazy("put a working group on record"),
    "stakeholders.record_offer": gettext_lazy("put an offer of a member on record"),
    "stakeholders.record_organisation": gettext_lazy("put an organisation on record"),
    "stakeholders.seat_person": gettext_lazy("gave a person a seat at the table"),
    "stakeholders.sign_charter": gettext_lazy("noted who signed the charter"),
    "stakeholders.keep_two": gettext_lazy("noted two entries as two"),
    "stakeholders.look_again": gettext_lazy("had two entries compared again"),
    "stakeholders.undo_merge": gettext_lazy("took two merged entries apart"),
    "stakeholders.withdraw_listing_consent": gettext_lazy("noted that a contact is not to be listed"),
    "stakeholders.withdraw_offer": gettext_lazy("withdrew an offer of a member"),
    "stakeholders.write_charter": gettext_lazy("wrote the charter"),
    "mapping.assess_strategy": gettext_lazy("assessed a strategy"),
    "mapping.change_assessment": gettext_lazy("changed an assessment"),
    "mapping.change_asset": gettext_lazy("changed what the region has"),
    "mapping.change_offered": gettext_lazy("changed what was offered to the region"),
    "mapping.change_strategy": gettext_lazy("changed a strategy"),
    "mapping.move_asset": gettext_lazy("listed, refused or ended what was offered"),
    "mapping.offer_asset": gettext_lazy("offered something to the region"),
    "mapping.record_asset": gettext_lazy("noted what the region has"),
    "mapping.record_strategy": gettext_lazy("noted a strategy"),
    "mapping.withdraw_offered": gettext_lazy("took back what was offered"),
    "portal.generate_network": gettext_lazy("made an invented network"),
    "portal.leave_subscription": gettext_lazy("ended news by mail"),
}


@dataclass(frozen=True, slots=True)
class Deed:
    """One line of the log in words."""

    who: str
    what: str
    fields: list[str]
    at: datetime
    # How often, where several lines were told as one.
    times: int = 1


def events_of(region: Region) -> QuerySet[AuditEvent]:
    """The log of a region, the youngest line first."""
    return AuditEvent.objects.filter(region_id=region.pk).order_by("-created_at", "-pk")


def deeds(events: Any) -> list[Deed]:
    """Lines of the log in words; one query for the names of those who acted."""
    rows = list(events)
    people = {row.actor_id for row in rows if row.actor_kind == "account"}
    names = {account.pk: str(account) for account in Account.objects.filter(pk__in=people).order_by("pk")}
    return [
        Deed(_who(row, names), str(VERBS.get(row.verb, row.verb)), field_words(row), row.created_at)
        for row in rows
    ]  # fmt: skip


def condensed(found: list[Deed]) -> list[Deed]:
    """What one person did several times in a row on one day, told once, with the time of the last."""
    rows = [list(group) for _key, group in groupby(found, lambda deed: (deed.who, deed.what, _day_of(deed)))]
    return [
        replace(group[0], fields=list(dict.fromkeys(name for deed in group for name in deed.fields)), times=len(group))
        for group in rows
    ]


def _day_of(deed: Deed) -> date:
    return timezone.localdate(deed.at)


def _who(event: AuditEvent, names: dict[Any, str]) -> str:
    if event.actor_kind == "account":
        return names.get(event.actor_id, _("somebody whose account was erased"))
    if event.actor_kind == "link":
        return _("somebody with a link")
    return _("the program") if event.actor_kind == "system" else _("a visitor")
