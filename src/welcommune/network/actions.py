"""Vocabularies, roles, and invitations to roles."""

from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import yaml
from django.core import signing
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from welcommune.accounts.actions import queue_mail, site_address
from welcommune.accounts.models import (
    UNTIL_ASKED,
    UNTIL_DELETED,
    Account,
    Basis,
    Ending,
    Keeping,
    Kept,
    Rows,
    Seen,
    empty,
    keeps,
)
from welcommune.core import personal
from welcommune.core.access import Actor, require
from welcommune.core.audit import log
from welcommune.core.errors import Refused
from welcommune.core.publication import publish
from welcommune.core.saving import insert
from welcommune.core.text import Translated
from welcommune.network import rules
from welcommune.network.models import (
    INVITATION_TRANSITIONS,
    Invitation,
    InvitationState,
    Network,
    Region,
    Role,
    RoleGrant,
    Term,
)
from welcommune.network.queries import held_about

EMPTY: dict[str, Any] = {"name": {}, "group": "", "crosswalk": {}}
INVITED = "network.invitation"
INVITATION_DAYS = 14
VOCABULARIES = Path(__file__).parent / "vocabularies.yaml"


@transaction.atomic
def load_vocabularies() -> int:
    """Bring the shipped vocabularies in; returns how many terms were new or changed."""
    known = {(term.vocabulary, term.code): term for term in Term.objects.all()}
    moved = 0
    for vocabulary, entries in yaml.safe_load(VOCABULARIES.read_text(encoding="utf-8")).items():
        for order, entry in enumerate(entries):
            moved += _put_term(known.get((vocabulary, entry["code"])), vocabulary, order, entry)
    if moved:
        publish(everywhere=True)
    return moved


def _put_term(term: Term | None, vocabulary: str, order: int, entry: dict[str, Any]) -> bool:
    values: dict[str, Any] = {
        "name": entry["name"],
        "group": entry.get("group", ""),
        "crosswalk": entry.get("crosswalk", {}),
    }
    values["order"] = order
    if term is None:
        Term.objects.create(vocabulary=vocabulary, code=entry["code"], **values)
        return True
    if all(getattr(term, name) == value for name, value in values.items()):
        return False
    Term.objects.filter(pk=term.pk).update(**values)
    return True


@transaction.atomic
def grant_role(
    *, by: Actor, account: Account, role: str, network: Network | None = None, region: Region | None = None
) -> RoleGrant:
    """Give ``account`` a role in a network or in a region; an equal grant is left as it is."""
    existing = RoleGrant.objects.filter(account=account, role=role, network=network, region=region).first()
    if existing:
        return existing
    grant = insert(RoleGrant(account=account, role=role, network=network, region=region))
    log("network.grant_role", by=by, about=grant, fields=["role"], region_id=region.pk if region else None)
    return grant


@transaction.atomic
def withdraw_role(*, by: Actor, grant: RoleGrant) -> None:
    """Take a role away; a network keeps at least one coordinator."""
    require(by, rules.withdraw_role, grant)
    _keep_a_coordinator(grant)
    log("network.withdraw_role", by=by, about=grant, fields=["role"], region_id=grant.region_id)
    grant.delete()


def _keep_a_coordinator(grant: RoleGrant) -> None:
    if grant.role != Role.COORDINATOR or grant.network is None:
        return
    # The row of the network is the lock: two who go at the same time queue here.
    Network.objects.select_for_update().get(pk=grant.network.pk)
    others = RoleGrant.objects.filter(role=Role.COORDINATOR, network=grant.network, account__is_active=True)
    if not others.exclude(account=grant.account_id).exists():
        raise Refused(
            _("A network keeps at least one coordinator. Invite another one first; then this role can be withdrawn.")
        )


# Invitations.


@transaction.atomic
def invite_person(
    *,
    by: Actor,
    id: UUID,
    email: str,
    role: str,
    language: str,
    note: str = "",
    network: Network | None = None,
    region: Region | None = None,
) -> Invitation:
    """Offer a role by mail; the same ``id`` sent twice is one invitation."""
    if existing := Invitation.plain.filter(pk=id).first():
        require(by, rules.withdraw_invitation, existing)
        return existing
    _may_offer(by, role, network, region)
    _close_unanswered()
    place: dict[str, Any] = {"network": network, "region": region, "role": role}
    if RoleGrant.objects.filter(account__email=email, **place).exists():
        raise Refused(_("This person has this role already."), field="email")
    until = timezone.now() + timedelta(days=INVITATION_DAYS)
    person = by.id if by.kind == "account" else None
    invitation = insert(
        Invitation(id=id, email=email, language=language, note=note, invited_by_id=person, expires_at=until, **place)
    )
    log("network.invite_person", by=by, about=invitation, fields=["role"], region_id=invitation.region_id)
    _mail_invitation(invitation, by)
    return invitation


def _may_offer(by: Actor, role: str, network: Network | None, region: Region | None) -> None:
    if network and role == Role.FACILITATOR:
        raise Refused(_("A facilitator works in one region. Choose the region."), field="place")
    if region and role == Role.COORDINATOR:
        raise Refused(_("A coordinator coordinates the network as a whole. Choose the network."), field="place")
    if role not in rules.roles_to_give(by, network=network, region=region):
        raise Refused(_("Your role does not allow inviting to this one. Ask the coordinator."), field="role")


def _unanswered() -> Rows:
    return Invitation.plain.filter(state=InvitationState.OPEN, expires_at__lt=timezone.now())


def _withdraw(rows: Rows) -> int:
    """Forget the addresses: of those who never answered, so that they can be invited again, and of who is erased."""
    return rows.update(state=InvitationState.WITHDRAWN, email="", note="", answered_at=timezone.now())


def _close_unanswered() -> int:
    return _withdraw(_unanswered())


def invitation_address(invitation: Invitation, page: str = "network:invited") -> str:
    """The signed address that an invitation is answered at; it names no person."""
    return site_address(page, invitation.language, signing.dumps(str(invitation.pk), salt=INVITED))


def _mail_invitation(invitation: Invitation, by: Actor) -> None:
    with override(invitation.language):
        place, role = invitation.place, invitation.get_role_display()
        subject = _("%(place)s: an invitation for you") % {"place": place}
    queue_mail(
        invitation.email, invitation.language, subject, "network/mail/invitation.txt",
        reply_to=invitation.region.contact_email if invitation.region else "",
        inviter=by.name, place=place, role=role, note=invitation.note, until=invitation.expires_at,
        accept=invitation_address(invitation), refuse=invitation_address(invitation, "network:invited_refuse"),
    )  # fmt: skip


def redeem_invitation(token: str) -> Invitation:
    """The open invitation that a token stands for; refuses one that has ended or was answered."""
    try:
        pk = UUID(signing.loads(token, salt=INVITED))
        found = Invitation.plain.select_related("network", "region", "invited_by").get(pk=pk)
    except (signing.BadSignature, Invitation.DoesNotExist, ValueError, TypeError, AttributeError) as error:
        raise Refused(_("This link was cut. Copy the whole link from the e-mail.")) from error
    if not found.is_open:
        raise Refused(_("This invitation has ended, or it was answered already. Ask for a new one where it came from."))
    return found


def _answer(invitation: Invitation, state: str) -> None:
    """Move an open invitation, once; its address and note are not needed any more."""
    Invitation.plain.select_for_update().get(pk=invitation.pk)
    open_ones = Invitation.plain.filter(pk=invitation.pk, state=InvitationState.OPEN)
    moved = state in INVITATION_TRANSITIONS[InvitationState.OPEN] and open_ones.update(
        state=state, email="", note="", answered_at=timezone.now()
    )
    if not moved:
        raise Refused(_("This invitation has ended, or it was answered already. Ask for a new one where it came from."))


@transaction.atomic
def accept_invitation(*, by: Actor, invitation: Invitation, name: str = "") -> Account:
    """Take the role; whoever has no account yet gets one under ``name``.

    The link proves who holds it: the log names the person who accepts, and as the giver of the role who invited.
    """
    _answer(invitation, InvitationState.ACCEPTED)
    account = Account.objects.filter(email=invitation.email).first()
    if account is None:
        if not name:
            raise Refused(_("Write your name, as others at the table know you."), field="name")
        account = Account.objects.create_user(invitation.email, name, language=invitation.language)
    elif not account.is_active:
        raise Refused(_("The account of this address is closed. Ask the coordinator of the network."))
    inviter, person = invitation.invited_by, Actor("account", account.pk, account.name)
    giver = Actor("account", inviter.pk, inviter.name) if inviter else by
    grant_role(by=giver, account=account, role=invitation.role, network=invitation.network, region=invitation.region)
    log("network.accept_invitation", by=person, about=invitation, fields=["state"], region_id=invitation.region_id)
    return account


@transaction.atomic
def refuse_invitation(*, by: Actor, invitation: Invitation) -> None:
    """Decline the role; whoever invited is told."""
    email, inviter = invitation.email, invitation.invited_by
    _answer(invitation, InvitationState.REFUSED)
    log("network.refuse_invitation", by=by, about=invitation, fields=["state"], region_id=invitation.region_id)
    if inviter:
        with override(inviter.language):
            place, role = invitation.place, invitation.get_role_display()
            subject = _("%(place)s: an invitation was declined") % {"place": place}
        facts = {"place": place, "role": role, "email": email}
        queue_mail(inviter.email, inviter.language, subject, "network/mail/declined.txt", **facts)


@transaction.atomic
def withdraw_invitation(*, by: Actor, invitation: Invitation) -> None:
    """Take an invitation back; its link ends."""
    require(by, rules.withdraw_invitation, invitation)
    _answer(invitation, InvitationState.WITHDRAWN)
    log("network.withdraw_invitation", by=by, about=invitation, fields=["state"], region_id=invitation.region_id)


# What goes when a person goes.


def _take_roles(grants: Rows, *, must_go: bool = False) -> None:
    for grant in grants.select_related("network").order_by("pk"):
        if not must_go:
            _keep_a_coordinator(grant)
        grant.delete()


def _forget_contact_point(regions: Rows) -> None:
    for region in regions.order_by("slug"):
        region.contact_name, region.contact_email, region.contact_phone = Translated(), "", ""
        region.save(update_fields=["contact_name", "contact_email", "contact_phone"])
        publish(region.slug)


def _erase(person: personal.Person) -> None:
    """Roles, invitations to the address, and the name as a region's contact."""
    _take_roles(RoleGrant.objects.filter(account=person.id), must_go=person.must_go)
    _withdraw(Invitation.plain.filter(email=person.email))
    _forget_contact_point(Region.objects.filter(contact_email=person.email))
    if Network.objects.filter(contact_email=person.email).update(contact_email=""):
        publish(everywhere=True)


personal.holds("network", RoleGrant, Invitation, Region, Network, collect=held_about, erase=_erase)

keeps(
    Keeping(
        "network.roles", gettext_lazy("Who holds which role"), gettext_lazy("To let people do what their role asks."),
        Basis.TASK, UNTIL_ASKED, (Seen.PERSON, Seen.COORDINATOR),
        (Kept(RoleGrant, links=("account",), goes=_take_roles),),
    ),
    Keeping(
        "network.invitations", gettext_lazy("Who was invited to a role"), gettext_lazy("To invite them."), Basis.TASK,
        gettext_lazy("until the answer, or %(period)s"), (Seen.FACILITATOR, Seen.COORDINATOR),
        (Kept(Invitation, emails=("email",), words=("note",), others=("invited_by", "language"), goes=_withdraw),),
        Ending(INVITATION_DAYS, _unanswered, _close_unanswered),
    ),
    Keeping(
        "network.contact-points", gettext_lazy("Whom to write to in a region"),
        gettext_lazy("So that anybody can ask."), Basis.CONSENT, UNTIL_DELETED, (Seen.EVERYBODY,),
        (
            Kept(
                Region, emails=("contact_email",), words=("contact_name", "intro", "composition_note"),
                others=("contact_phone",), region="pk", goes=_forget_contact_point,
            ),
            Kept(Network, emails=("contact_email",), words=("lead", "about"), region="", goes=empty("contact_email")),
        ),
    ),
)  # fmt: skip
