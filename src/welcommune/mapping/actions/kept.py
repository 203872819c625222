"""What is kept about people who offer, correct or assess something: this room's part of the register."""

from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from welcommune.accounts.actions import ends_after
from welcommune.accounts.models import UNTIL_ASKED, UNTIL_DELETED, Basis, Keeping, Kept, Rows, Seen, empty, keeps
from welcommune.mapping.actions.held import forget_assessors, forget_offers
from welcommune.mapping.models import (
    Action,
    ActionMerge,
    ActionProposal,
    Assessment,
    Asset,
    AssetOffer,
    FundingLine,
    Gap,
    GapAnswer,
    NoActionMail,
    Rating,
    Statement,
    Strategy,
    TwoActions,
)

PROPOSAL_DAYS = 2 * 365


def _old_proposals() -> Rows:
    return ActionProposal.plain.filter(decided_at__lt=timezone.now() - timedelta(days=PROPOSAL_DAYS))


keeps(
    Keeping(
        "mapping.offers", _("Who offers something to a region"), _("To write to them about it."), Basis.CONSENT,
        _("until it is withdrawn, refused or over"), (Seen.FACILITATOR,),
        (
            Kept(
                AssetOffer, names=("name",), emails=("email",), others=("language", "consented_at"),
                region="asset__region_id", goes=forget_offers,
            ),
        ),
    ),
    Keeping(
        "mapping.proposals", _("What somebody found wrong on the map"), _("To put a mistake right."), Basis.TASK,
        _("%(period)s after the decision"), (Seen.FACILITATOR,), (Kept(ActionProposal, words=("text", "changes")),),
        ends_after(PROPOSAL_DAYS, _old_proposals),
    ),
    Keeping(
        "mapping.assessments", _("Who assessed a strategy"), _("To answer for what was done."), Basis.TASK, UNTIL_ASKED,
        (Seen.TABLE,),
        (
            Kept(Assessment, links=("assessor",), region="strategy__region_id", goes=forget_assessors),
            Kept(Rating, words=("evidence", "source"), region="assessment__strategy__region_id"),
        ),
    ),
    Keeping(
        "mapping.no-mail", _("Who wants no questions about the map"),
        _("So that nobody gets mail that they do not want."), Basis.INTEREST, UNTIL_ASKED, (Seen.NOBODY,),
        (Kept(NoActionMail, others=("mark",), region=""),),
    ),
    Keeping(
        "mapping.texts", _("The map: what there is, what is missing, and how to reach it"),
        _("So that anybody can ask."), Basis.TASK, UNTIL_DELETED, (Seen.EVERYBODY,),
        (
            Kept(
                Action, emails=("email",), others=("phone",), goes=empty("email", "phone"),
                words=("name", "names", "about", "address", "schedule", "cost_note", "joining", "kept"),
            ),
            Kept(Asset, words=("name", "about", "owner_name", "available", "conditions")),
            Kept(FundingLine, words=("beneficiary_name", "funder_name", "programme", "purpose")),
            Kept(Gap, words=("title", "about", "reason")),
            Kept(GapAnswer, words=("text",), region="gap__region_id"),
            Kept(Statement, words=("source",)),
            Kept(Strategy, words=("title", "issuer_name", "about")),
        ),
    ),
    Keeping(
        "mapping.merges", _("What was put together, so that it can be undone"), _("To put a mistake right."),
        Basis.INTEREST, UNTIL_DELETED, (Seen.FACILITATOR,),
        (
            Kept(ActionMerge, words=("filled", "united"), others=("by_id",), region="kept__region_id"),
            Kept(TwoActions, others=("by_id",), region="one__region_id"),
        ),
    ),
)  # fmt: skip
