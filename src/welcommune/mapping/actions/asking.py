"""Asking once a year whether the record of an action is right, and taking up the answers and corrections."""

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from welcommune.accounts.actions import is_first_today
from welcommune.accounts.actions.mail import queue_letter
from welcommune.core.access import SYSTEM, Actor, require
from welcommune.core.errors import Enough, Refused
from welcommune.core.limits import times_today
from welcommune.core.outbox import each_minute
from welcommune.core.saving import change, insert
from welcommune.mapping import rules as mapping_rules
from welcommune.mapping.actions.action import note_action, publish_action
from welcommune.mapping.models import (
    CORRECTED,
    PROPOSAL_TRANSITIONS,
    Action,
    ActionAsk,
    ActionProposal,
    ActionState,
    AskAnswer,
    NoActionMail,
    ProposalState,
)
from welcommune.mapping.queries import ask_mail, by_address, due_actions, unasked_actions
from welcommune.network import rules as network_rules
from welcommune.network.models import Region

MOST_A_ROUND, MOST_FROM_ONE_SENDER, MOST_ABOUT_ONE = 200, 10, 30
TOO_OFTEN = _("Too many corrections came from here today. Try again tomorrow, or write to the region.")
ANSWERED = _("Thank you. Nothing is left for you to do.")
NOTHING = _("Write what is wrong, or change a field.")
DECIDED = _("Somebody has decided on this already. Load the page again.")


def _ask(by: Actor, found: dict[str, list[Action]]) -> int:
    """Queue one mail an address; those that had a mail today that collects things wait a day."""
    asked = 0
    for address, rows in list(found.items())[:MOST_A_ROUND]:
        if not is_first_today(address):
            continue
        asks = [insert(ActionAsk(region=row.region, action=row)) for row in rows]
        queue_letter(ask_mail(address, asks))
        for row in rows:
            note_action(row, by, "mapping.ask_about_action")
        asked += len(asks)
    return asked


@each_minute
@transaction.atomic
def ask_yearly() -> int:
    """Ask about what nobody has confirmed for a year. Killed in between, it asks nobody and notes nothing."""
    return _ask(SYSTEM, by_address(due_actions()[:MOST_A_ROUND]))


@transaction.atomic
def ask_about_actions(*, by: Actor, region: Region) -> int:
    """Ask about all actions of a region that are not confirmed within a year; returns about how many."""
    require(by, network_rules.write_in_region, region)
    return _ask(by, by_address(unasked_actions(region)))


def _close(by: Actor, ask: ActionAsk, answer: str) -> None:
    """Note the answer once: of two who answer at one moment the second is told that it is done."""
    require(by, mapping_rules.answer_ask, ask)
    free = ActionAsk.plain.filter(pk=ask.pk, answer="")
    if not free.update(answer=answer, answered_on=timezone.localdate()):
        raise Refused(ANSWERED)


@transaction.atomic
def answer_ask(*, by: Actor, ask: ActionAsk, answer: str) -> Action:
    """Take up by link that all is right, or that it has ended."""
    action = ask.action
    _close(by, ask, answer)
    ended = {"state": ActionState.ENDED} if answer == AskAnswer.ENDED else {}
    fields = change(action, seen=action.version, confirmed_on=timezone.localdate(), **ended)
    note_action(action, by, "mapping.end_action" if ended else "mapping.confirm_action", fields)
    publish_action(action)
    return action


def _propose(by: Actor, action: Action, text: str, changes: dict[str, Any], ask: ActionAsk | None) -> ActionProposal:
    told = {name: value for name, value in changes.items() if name in CORRECTED and getattr(action, name) != value}
    if not text and not told:
        raise Refused(NOTHING)
    row = insert(ActionProposal(region=action.region, action=action, ask=ask, text=text, changes=told))
    note_action(action, by, "mapping.propose_correction", told)
    return row


@transaction.atomic
def correct_by_link(*, by: Actor, ask: ActionAsk, text: str, changes: dict[str, Any]) -> ActionProposal:
    """Keep what the organisation wants changed until a person of the region has looked at it."""
    _close(by, ask, AskAnswer.CORRECTED)
    return _propose(by, ask.action, text, changes, ask)


@transaction.atomic
def report_mistake(*, by: Actor, action: Action, text: str, sender: str) -> ActionProposal:
    """Keep what a visitor says is wrong; of the visitor nothing is kept."""
    require(by, mapping_rules.read_action, action)
    if times_today("action-report:sender", sender) > MOST_FROM_ONE_SENDER:
        raise Enough(TOO_OFTEN)
    if times_today("action-report:action", str(action.pk)) > MOST_ABOUT_ONE:
        raise Enough(TOO_OFTEN)
    return _propose(by, action, text, {}, None)


def _decide(by: Actor, proposal: ActionProposal, state: str) -> None:
    require(by, mapping_rules.decide_proposal, proposal)
    if state not in PROPOSAL_TRANSITIONS[proposal.state]:
        raise Refused(DECIDED)
    free = ActionProposal.plain.filter(pk=proposal.pk, state=ProposalState.OPEN)
    if not free.update(state=state, decided_at=timezone.now(), text="", changes={}):
        raise Refused(DECIDED)


@transaction.atomic
def accept_proposal(*, by: Actor, proposal: ActionProposal) -> Action:
    """Change the record as proposed. One that comes from the organisation itself confirms it as well."""
    action = proposal.action
    _decide(by, proposal, ProposalState.ACCEPTED)
    told: dict[str, Any] = proposal.changes
    fresh = {"confirmed_on": timezone.localdate()} if proposal.ask_id else {}
    fields = change(action, seen=action.version, **told, **fresh)
    note_action(action, by, "mapping.accept_correction", fields)
    publish_action(action)
    return action


@transaction.atomic
def refuse_proposal(*, by: Actor, proposal: ActionProposal) -> Action:
    """Leave the record as it is."""
    _decide(by, proposal, ProposalState.REFUSED)
    note_action(proposal.action, by, "mapping.refuse_correction")
    return proposal.action


@transaction.atomic
def want_questions(*, mark: str, wanted: bool) -> None:
    """Whether an address, known by its mark alone, is asked about its actions from now on."""
    if wanted:
        NoActionMail.objects.filter(mark=mark).delete()
    else:
        NoActionMail.objects.get_or_create(mark=mark)
