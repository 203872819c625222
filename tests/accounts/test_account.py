"""One's own account: name, address, password, sessions, data, and going."""

import json
from datetime import timedelta

import pytest
import time_machine
from django.contrib.sessions.models import Session
from django.core import mail
from django.test import Client
from django.utils import timezone
from django.utils.translation import gettext, ngettext, override

from tests.accounts.people import ME, fresh_client, mailed, mailed_code
from tests.factories import actor, invitation, news, region, text_of
from tests.harness.html import assert_valid
from welcommune.accounts.actions import erase_account, replay_erasures
from welcommune.accounts.models import Account, Erasure
from welcommune.accounts.queries import erased_ids
from welcommune.config.cli import main
from welcommune.core.access import SYSTEM
from welcommune.core.errors import Refused
from welcommune.core.models import AuditEvent, OutboxMessage
from welcommune.core.outbox import drain
from welcommune.core.tenancy import every_region
from welcommune.library.actions import write_text
from welcommune.library.models import ArticleText
from welcommune.network.actions import grant_role
from welcommune.network.models import Invitation, RoleGrant

DESK = "/en/desk/"
GOOD = "seven stools around a table"


@pytest.fixture
def account(network):
    made = Account.objects.create_user("amal@example.org", "Amal Exemple")
    grant_role(by=SYSTEM, account=made, role="editor", region=region())
    return made


@pytest.fixture
def client(account):
    return fresh_client(account)


def now(account):
    return Account.objects.get(pk=account.pk)


def log_of(verb):
    return list(AuditEvent.objects.filter(verb=verb).values_list("fields", flat=True))


def test_the_page_shows_who_one_is_and_what_one_may(client):
    page = client.get(ME)
    assert_valid(page.content)
    assert all(words in text_of(page) for words in ("amal@example.org", "editor", "Saône-et-Loire", "Erase my account"))


def test_the_name_at_the_desk_leads_to_the_account(client):
    assert f'<a href="{ME}">Amal Exemple</a>' in client.get(DESK).content.decode()


def test_name_and_language_are_changed(account, client):
    client.post(ME, {"name": "  Amal   Neuve ", "language": "ar"})
    assert (now(account).name, now(account).language) == ("Amal Neuve", "ar")
    assert log_of("accounts.edit_account") == [["language", "name"]]


def test_a_language_that_is_none_is_refused(account, client):
    answer = client.post(ME, {"name": "Amal", "language": "xx"})
    assert_valid(answer.content)
    assert now(account).language == "en"


# The address.


def test_a_new_address_is_proved_by_a_code_and_the_old_one_is_told(account, client):
    answer = client.post(f"{ME}address/", {"email": "Amal.New@example.org"})
    assert (answer["Location"], now(account).email) == (f"{ME}address/code/", "amal@example.org")
    code = mailed_code()
    assert mail.outbox[-1].to == ["amal.new@example.org"]
    assert f"\n\nyour code: {code}\n\n" in mail.outbox[-1].body
    client.post(f"{ME}address/code/", {"code": code.lower()})
    assert now(account).email == "amal.new@example.org"
    assert (mailed().to, log_of("accounts.change_address")) == (["amal@example.org"], [["email"]])


def test_a_wrong_code_moves_nothing_and_three_are_the_end(account, client):
    client.post(f"{ME}address/", {"email": "new@example.org"})
    code = mailed_code()
    for _try in range(3):
        page = client.post(f"{ME}address/code/", {"code": "wrong"})
        assert "not the code that we sent" in text_of(page)
    assert "This code has ended" in text_of(client.post(f"{ME}address/code/", {"code": code}))
    assert now(account).email == "amal@example.org"


def test_an_address_that_is_taken_is_told_to_its_mailbox_only(account, client):
    Account.objects.create_user("taken@example.org", "Other")
    free, taken = (client.post(f"{ME}address/", {"email": f"{name}@example.org"}) for name in ("free", "taken"))
    assert free["Location"] == taken["Location"]
    assert "belongs to an account already" in mailed().body
    assert "not the code that we sent" in text_of(client.post(f"{ME}address/code/", {"code": ""} | {"code": "x"}))


def test_a_session_of_yesterday_says_first_who_it_is(account, client):
    with time_machine.travel(timezone.now() + timedelta(days=1)):
        answer = client.get(f"{ME}address/", follow=True)
        assert answer.request["PATH_INFO"] == f"{ME}confirm/"
        client.post(f"{ME}confirm/?next={ME}address/", {"next": f"{ME}address/"})
        assert client.post(f"{ME}confirm/code/", {"code": mailed_code()})["Location"] == f"{ME}address/"
        assert client.get(f"{ME}address/").status_code == 200


@pytest.mark.parametrize("elsewhere", ["https://evil.example/", "//evil.example/"])
def test_confirming_leads_to_no_other_site(client, elsewhere):
    client.post(f"{ME}confirm/", {"next": elsewhere})
    assert client.post(f"{ME}confirm/code/", {"code": mailed_code()})["Location"] == ME


# Passwords and sessions.


def test_a_password_is_set_and_opens_the_door(account, client, client_for):
    client.post(f"{ME}password/", {"password": GOOD})
    assert now(account).password.startswith("argon2")
    assert "a password was set" in mailed().body
    other = client_for(None)
    other.post(f"{ME}sign-in/password/", {"login": "amal@example.org", "password": GOOD})
    assert (other.get(DESK).status_code, client.get(DESK).status_code) == (200, 200)


def test_a_wrong_password_tells_nothing(account, client, client_for):
    client.post(f"{ME}password/", {"password": GOOD})
    pages = []
    for email in ("amal@example.org", "nobody@example.org"):
        page = client_for(None).post(f"{ME}sign-in/password/", {"login": email, "password": "wrong"})
        assert_valid(page.content)
        pages.append(text_of(page).replace(email, ""))
    assert pages[0] == pages[1]


@pytest.mark.parametrize("weak", ["short", "password1234", "amal@example.org"])
def test_a_weak_password_is_refused(account, client, weak):
    page = client.post(f"{ME}password/", {"password": weak})
    assert_valid(page.content)
    assert (page.status_code, now(account).has_usable_password()) == (200, False)


COMMON = "Many people use this password. Put three or four words together that only you would think of."


@pytest.mark.parametrize("language", ["fr", "es", "pl", "el", "ar"])
def test_a_weak_password_is_refused_in_the_language_of_the_page(client, language):
    page = client.post(f"/{language}/account/password/", {"password": "password"}).content.decode()
    with override(language):
        short = ngettext("Write at least %(num)s character.", "Write at least %(num)s characters.", 12) % {"num": 12}
        common = gettext(COMMON)
    assert short in page and common in page
    assert "at least 12 characters" not in page and common != COMMON


def test_a_password_is_removed(account, client, client_for):
    client.post(f"{ME}password/", {"password": GOOD})
    client.post(f"{ME}password/", {"remove": "1"})
    assert (now(account).has_usable_password(), client.get(DESK).status_code) == (False, 200)


def test_sign_out_everywhere_else(account, client):
    other = fresh_client(account)
    assert other.get(DESK).status_code == 200
    client.post(f"{ME}sessions/end/")
    assert (other.get(DESK).status_code, client.get(DESK).status_code) == (302, 200)


# Data.


def test_one_file_holds_what_every_room_knows(account, client, scope):
    article = news()
    parts = [{"key": "own", "text": "Mine"}]
    write_text(by=actor(account), article=article, language="fr", title="Mon titre", lead="", parts=parts)
    answer = client.post(f"{ME}export/")
    assert answer["Content-Disposition"] == 'attachment; filename="welcommune-my-data.json"'
    held = json.loads(answer.content)
    assert held["accounts"]["account"]["email"] == "amal@example.org"
    assert [role["role"] for role in held["network"]["roles"]] == ["editor"]
    assert [text["title"] for text in held["library"]["texts"]] == ["Mon titre"]
    assert {"library.write_text", "accounts.export_data"} <= {line["verb"] for line in held["accounts"]["log"]}
    assert "password" not in str(held).replace("has_password", "")


def test_erasing_wants_the_address_typed(account, client):
    page = client.post(f"{ME}erase/", {"email": "other@example.org"})
    assert_valid(page.content)
    assert (page.status_code, Account.objects.filter(pk=account.pk).exists()) == (200, True)


def test_erasing_takes_the_person_away_and_leaves_what_was_written_for_all(account, client, scope):
    article = news()
    parts = [{"key": "own", "text": "Ours"}]
    text = write_text(by=actor(account), article=article, language="fr", title="Pour tous", lead="", parts=parts)
    with every_region("test"):
        sent = invitation(by=SYSTEM, email="amal@example.org", role="member")
    here = region()
    here.contact_email, here.contact_phone = account.email, "+33 1 99 00 00 00"
    here.save()
    other = fresh_client(account)
    answer = client.post(f"{ME}erase/", {"email": "amal@example.org"})
    assert answer["Location"] == f"{ME}erased/"
    assert "We keep nothing that tells who you were" in text_of(client.get(answer["Location"]))
    assert not Account.objects.filter(pk=account.pk).exists()
    assert not RoleGrant.objects.filter(account=account.pk).exists()
    kept = ArticleText.objects.get(pk=text.pk)
    assert (kept.title, kept.by) == ("Pour tous", None)
    assert (Invitation.plain.get(pk=sent.pk).email, region().contact_email, region().contact_phone) == ("", "", "")
    assert erased_ids() == [account.pk]
    assert [c.get(DESK).status_code for c in (client, other)] == [302, 302]
    assert not any(row.get_decoded().get("_auth_user_id") == str(account.pk) for row in Session.objects.all())
    rows = [str(row) for model in (AuditEvent, OutboxMessage, Erasure) for row in model.objects.values()]
    assert [row for row in rows if "amal" in row.lower()] == []


def test_mails_that_wait_for_the_person_go_too(account):
    with every_region("test"):
        OutboxMessage.objects.create(kind="mail", payload={"to": "amal@example.org", "subject": "x", "body": "x"})
        erase_account(by=SYSTEM, account=account)
    assert drain() == 0


def test_the_last_coordinator_hands_over_first(cast):
    rosa = cast["coordinator"]
    client = fresh_client_past(rosa)
    page = client.post(f"{ME}erase/", {"email": rosa.email})
    assert "keeps at least one coordinator" in text_of(page)
    assert Account.objects.filter(pk=rosa.pk).exists()


def fresh_client_past(account):
    """Signed in just now, without the second factor being asked for again."""
    client = Client()
    client.force_login(account)
    session = client.session
    session["account_authentication_methods"] = [{"method": "link", "at": timezone.now().timestamp()}]
    session["account_authentication_methods_user"] = str(account.pk)
    session.save()
    return client


def test_a_restored_backup_is_erased_again(account, network):
    with every_region("test"):
        erase_account(by=SYSTEM, account=account)
        back = Account.objects.create_user("amal@example.org", "Amal Exemple", id=account.pk)
        grant_role(by=SYSTEM, account=back, role="coordinator", network=network)
        assert replay_erasures(by=SYSTEM, ids=erased_ids()) == 1
        assert not Account.objects.filter(pk=account.pk).exists()
        assert replay_erasures(by=SYSTEM, ids=erased_ids()) == 0


def test_the_operator_keeps_the_list_and_replays_it(account, tmp_path, capsys):
    with every_region("test"):
        erase_account(by=SYSTEM, account=account)
    assert main(["erasures"]) == 0
    (tmp_path / "erased").write_text(capsys.readouterr().out)
    Erasure.objects.all().delete()
    Account.objects.create_user("amal@example.org", "Amal Exemple", id=account.pk)
    assert main(["erase-again", str(tmp_path / "erased")]) == 0
    assert (Account.objects.filter(pk=account.pk).exists(), erased_ids()) == (False, [account.pk])
    (tmp_path / "bad").write_text("nobody")
    assert main(["erase-again", str(tmp_path / "bad")]) == 1


def test_a_refusal_of_one_room_leaves_everything_as_it_was(cast):
    rosa = cast["coordinator"]
    with every_region("test"), pytest.raises(Refused):
        erase_account(by=SYSTEM, account=rosa)
    assert (Erasure.objects.count(), RoleGrant.objects.filter(account=rosa).count()) == (0, 1)
