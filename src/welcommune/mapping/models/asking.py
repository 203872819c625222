"""Keeping the record of actions true: yearly questions by mail, and corrections that wait for a person."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from welcommune.core.models import Record
from welcommune.core.tenancy import RegionScoped
from welcommune.core.text import no_controls
from welcommune.mapping.models.action import Action
from welcommune.network.models import Region

# What an organisation may put right itself, as a proposal.
CORRECTED = ("schedule", "state", "town", "postcode", "address", "cost_note", "phone", "email", "website")


class AskAnswer(models.TextChoices):
    """What somebody answered to the yearly question."""

    RIGHT = "right", _("all is still right")
    CORRECTED = "corrected", _("sent a correction")
    ENDED = "ended", _("it has ended")


class ActionAsk(RegionScoped, Record):
    """The question by mail whether the record of an action is right. Its link opens it until it is answered."""

    region = models.ForeignKey(Region, models.PROTECT, related_name="+")
    action = models.ForeignKey(Action, models.CASCADE, related_name="asks")
    asked_on = models.DateField(default=timezone.localdate)
    answer = models.CharField(_("answer"), max_length=10, choices=AskAnswer.choices, blank=True)
    answered_on = models.DateField(null=True, blank=True)

    class Meta(RegionScoped.Meta):
        ordering = ["-asked_on", "pk"]
        indexes = [models.Index(fields=["region", "asked_on"])]


class ProposalState(models.TextChoices):
    """Life of a correction."""

    OPEN = "open", _("waits for you")
    ACCEPTED = "accepted", _("accepted")
    REFUSED = "refused", _("refused")


PROPOSAL_TRANSITIONS: dict[str, set[str]] = {
    ProposalState.OPEN: {ProposalState.ACCEPTED, ProposalState.REFUSED},
    ProposalState.ACCEPTED: set(),
    ProposalState.REFUSED: set(),
}


class ActionProposal(RegionScoped, Record):
    """A correction: what a visitor says is wrong, or what the organisation wants changed, field by field.

    ``ask`` is the question it answers; without one it came from a visitor, of whom nothing is kept. What was
    written goes when the correction is decided: the log says which fields changed.
    """

    region = models.ForeignKey(Region, models.PROTECT, related_name="+")
    action = models.ForeignKey(Action, models.CASCADE, related_name="proposals")
    ask = models.ForeignKey(ActionAsk, models.SET_NULL, null=True, blank=True, related_name="+")
    text = models.TextField(_("what is wrong"), max_length=1000, blank=True, validators=[no_controls])
    changes = models.JSONField(default=dict, blank=True)
    state = models.CharField(max_length=10, choices=ProposalState.choices, default=ProposalState.OPEN)
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta(RegionScoped.Meta):
        ordering = ["created_at", "pk"]
        indexes = [models.Index(fields=["region", "state"])]


class NoActionMail(Record):
    """An address that wants no questions about actions, as a keyed hash: the address itself is not kept for it."""

    mark = models.CharField(max_length=64, unique=True)

    class Meta:
        ordering = ["pk"]
