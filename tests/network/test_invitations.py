"""People are invited to roles by mail; a link shows what it is, and a button takes or declines it."""

import re
from datetime import timedelta

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from django.core import mail
from django.utils import timezone

from tests.factories import SEATS, actor, invitation, region, text_of
from tests.harness.html import assert_valid
from welcommune.accounts.models import Account
from welcommune.config.cli import main
from welcommune.core.access import SYSTEM
from welcommune.core.errors import Refused
from welcommune.core.ids import new_id
from welcommune.core.models import AuditEvent
from welcommune.core.outbox import drain
from welcommune.network.actions import grant_role, invite_person, withdraw_role
from welcommune.network.models import Invitation, RoleGrant

PEOPLE = f"/en/desk/regions/{SEATS}/people/"
ENDED = "This invitation has ended, or it was answered already."
NEW = "new@example.org"

pytestmark = pytest.mark.usefixtures("scope")


def filled(**told):
    return {"id": str(new_id()), "email": NEW, "role": "editor", "language": "fr", "note": "À mardi, 14 h."} | told


@pytest.fixture
def invite(cast, client_for):
    """Send the form as a role; answers the response."""

    def send(role="facilitator", path=f"{PEOPLE}invite/", **told):
        return client_for(cast[role]).post(path, filled(**told))

    return send


def link(which=0):
    """The addresses in the last mail: to accept, to decline."""
    drain()
    return re.findall(r"https?://[^/]+(/\S+/account/invited/\S+)", mail.outbox[-1].body)[which]


def held():
    return list(RoleGrant.objects.filter(account__email=NEW).values_list("role", "region__slug", "network__slug"))


def test_the_mail_says_who_invites_to_what_until_when_and_why(invite, cast):
    assert invite()["Location"] == PEOPLE
    drain()
    message = mail.outbox[-1]
    assert message.to == [NEW]
    assert "Saône-et-Loire" in message.subject
    until = timezone.localtime(Invitation.plain.get().expires_at)
    assert f"{until.day} " in message.body
    assert f" {until.year}" in message.body
    assert all(words in message.body for words in (cast["facilitator"].name, "À mardi, 14 h.", "http"))
    assert NEW not in "".join(re.findall(r"http\S+", message.body))
    assert "&" not in message.body


def test_looking_changes_nothing_and_the_button_makes_the_account_and_signs_in(invite, client_for):
    invite()
    address, client = link(), client_for(None)
    for _look in range(2):
        page = client.get(address)
        assert page.status_code == 200
        assert_valid(page.content)
    assert not Account.objects.filter(email=NEW).exists()
    answer = client.post(address, {"name": "Nadia Neuve"})
    assert answer.status_code == 302
    assert client.get(f"/en/desk/regions/{SEATS}/").status_code == 200
    account = Account.objects.get(email=NEW)
    assert (account.name, account.language, held()) == ("Nadia Neuve", "fr", [("editor", SEATS, None)])
    row = Invitation.plain.get()
    assert (row.state, row.email, row.note) == ("accepted", "", "")
    verbs = AuditEvent.objects.filter(object_id=row.pk).order_by("pk").values_list("verb", "actor_kind")
    assert list(verbs) == [("network.invite_person", "account"), ("network.accept_invitation", "account")]
    given = AuditEvent.objects.get(verb="network.grant_role", object_id=account.role_grants.get().pk)
    accepted = AuditEvent.objects.get(verb="network.accept_invitation")
    assert (given.actor_id, accepted.actor_id) == (row.invited_by_id, account.pk)


def test_a_name_is_needed_once(invite, client_for):
    invite()
    page = client_for(None).post(link(), {"name": ""})
    assert_valid(page.content)
    assert (page.status_code, Account.objects.filter(email=NEW).exists()) == (200, False)


def test_who_has_an_account_gets_the_role_added(invite, client_for):
    known = Account.objects.create_user(NEW, "Nadia Connue")
    invite()
    client = client_for(None)
    assert 'name="name"' not in client.get(link()).content.decode()
    client.post(link())
    known.refresh_from_db()
    assert (known.name, held()) == ("Nadia Connue", [("editor", SEATS, None)])


def test_a_closed_account_is_told_whom_to_ask(invite, client_for):
    Account.objects.create_user(NEW, "Nadia", is_active=False)
    invite()
    page = client_for(None).post(link())
    assert ("est fermé" in text_of(page), held(), Invitation.plain.get().state) == (True, [], "open")


def test_a_second_factor_is_asked_for_after_accepting(invite, client_for):
    known = Account.objects.create_user(NEW, "Nadia")
    Authenticator.objects.create(user=known, type="totp", data={"secret": "A" * 32})
    invite()
    client = client_for(None)
    assert client.post(link())["Location"].endswith("/sign-in/second-factor/")
    assert client.get("/en/desk/").status_code == 302


def test_the_link_is_good_once(invite, client_for):
    invite()
    client_for(None).post(link(), {"name": "Nadia"})
    for which in (0, 1):
        answer = client_for(None).get(link(which))
        assert (answer.status_code, ENDED in text_of(answer) or "invitation" in text_of(answer)) == (410, True)


def test_the_link_is_good_for_fourteen_days(invite, client_for):
    invite()
    start, address = timezone.now(), link()
    with time_machine.travel(start + timedelta(days=13, hours=23)):
        assert client_for(None).get(address).status_code == 200
    with time_machine.travel(start + timedelta(days=14, minutes=1)):
        assert client_for(None).post(address, {"name": "Nadia"}).status_code == 410
    assert held() == []


@pytest.mark.parametrize("spoil", [lambda a: a[:-3] + "/", lambda a: a.replace("invited/", "invited/x")])
def test_a_link_that_was_cut_is_refused(invite, client_for, spoil):
    invite()
    assert client_for(None).get(spoil(link())).status_code == 410


def test_declining_tells_whoever_invited_and_forgets_the_address(invite, client_for, cast):
    invite()
    client, address = client_for(None), link(1)
    page = client.get(address)
    assert_valid(page.content)
    assert Invitation.plain.get().state == "open"
    assert_valid(client.post(address).content)
    drain()
    assert (mail.outbox[-1].to, NEW in mail.outbox[-1].body) == ([cast["facilitator"].email], True)
    assert (Invitation.plain.get().state, Invitation.plain.get().email, held()) == ("refused", "", [])


def test_an_invitation_is_taken_back(invite, client_for, cast):
    invite()
    address, row = link(), Invitation.plain.get()
    client_for(cast["facilitator"]).post(f"/en/desk/people/invitations/{row.pk}/withdraw/", {"region": "1"})
    assert (Invitation.plain.get().state, client_for(None).get(address).status_code) == ("withdrawn", 410)


def test_sent_twice_it_is_one_invitation(cast, client_for):
    client, data = client_for(cast["facilitator"]), filled()
    for _time in range(2):
        client.post(f"{PEOPLE}invite/", data)
    assert (Invitation.plain.count(), drain()) == (1, 1)


def test_the_same_person_is_not_invited_to_the_same_twice(invite):
    invite()
    assert "is invited already" in text_of(invite())


def test_who_never_answered_can_be_invited_again(invite):
    invite()
    with time_machine.travel(timezone.now() + timedelta(days=15)):
        assert invite().status_code == 302
    assert sorted(Invitation.plain.values_list("state", "email")) == [("open", NEW), ("withdrawn", "")]


@pytest.mark.parametrize("role", ["facilitator", "auditor", "coordinator"])
def test_a_facilitator_invites_to_the_table_only(cast, role):
    told = {"email": NEW, "role": role, "language": "en", "region": region()}
    with pytest.raises(Refused):
        invite_person(by=actor(cast["facilitator"]), id=new_id(), **told)


def test_a_coordinator_chooses_the_place(cast, client_for):
    client, path = client_for(cast["coordinator"]), "/en/desk/people/invite/"
    refused = client.post(path, filled(role="facilitator", place=""))
    assert "A facilitator works in one region" in text_of(refused)
    assert client.post(path, filled(role="facilitator", place=SEATS)).status_code == 302
    assert Invitation.plain.get().region == region()


def test_who_lost_the_right_cannot_invite_any_more(cast):
    with pytest.raises(Refused):
        invite_person(by=actor(cast["stranger"]), id=new_id(), email=NEW, role="member", language="en", region=region())


def test_the_operator_invites_the_first_coordinator(network, client_for, capsys):
    assert main(["invite", "First@example.org", "--language", "fr"]) == 0
    address = re.search(r"https?://[^/]+(/fr/\S+)", capsys.readouterr().out).group(1)
    client = client_for(None)
    assert client.post(address, {"name": "Première"}).status_code == 302
    assert client.get("/fr/desk/")["Location"] == "/fr/account/2fa/"
    assert main(["invite", "no address"]) == 1


# Who is there.


def test_the_page_lists_roles_and_open_invitations(cast, client_for):
    invitation(by=actor(cast["facilitator"]))
    page = client_for(cast["facilitator"]).get(PEOPLE)
    assert_valid(page.content)
    assert all(words in text_of(page) for words in (NEW, "Éloi Plume", "Nour Tablée", "assessor"))
    assert "Last sign-in" not in text_of(page)
    page = client_for(cast["coordinator"]).get("/en/desk/people/")
    assert "Last sign-in" in text_of(page)
    assert str(timezone.now().year) in text_of(page)


def test_a_role_is_taken_away_with_a_line_in_the_log(cast, client_for):
    grant = RoleGrant.objects.get(account=cast["editor"])
    answer = client_for(cast["facilitator"]).post(f"/en/desk/people/roles/{grant.pk}/withdraw/", {"region": "1"})
    assert answer["Location"] == PEOPLE
    assert not RoleGrant.objects.filter(pk=grant.pk).exists()
    assert AuditEvent.objects.get(object_id=grant.pk, verb="network.withdraw_role").region_id == region().pk


def test_a_facilitator_takes_no_facilitator_away(cast, client_for):
    grant = RoleGrant.objects.get(account=cast["facilitator"])
    assert client_for(cast["facilitator"]).post(f"/en/desk/people/roles/{grant.pk}/withdraw/").status_code == 404


def test_the_last_coordinator_stays(cast, network, client_for):
    rosa = actor(cast["coordinator"])
    grant = RoleGrant.objects.get(account=cast["coordinator"])
    page = client_for(cast["coordinator"]).post(f"/en/desk/people/roles/{grant.pk}/withdraw/", follow=True)
    assert "keeps at least one coordinator" in text_of(page)
    second = Account.objects.create_user("second@example.org", "Second")
    grant_role(by=SYSTEM, account=second, role="coordinator", network=network)
    withdraw_role(by=rosa, grant=grant)
    assert not RoleGrant.objects.filter(pk=grant.pk).exists()
