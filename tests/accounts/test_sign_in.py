"""Signing in by a code from an e-mail. Whether an account exists is told to nobody but its mailbox."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.core import mail
from django.utils import timezone

from tests.factories import text_of
from welcommune.accounts.models import Account
from welcommune.core.models import OutboxMessage
from welcommune.core.outbox import drain

LOGIN, CODE, DESK = "/en/account/sign-in/", "/en/account/sign-in/code/", "/en/desk/"


@pytest.fixture
def account(db):
    return Account.objects.create_user("amal@example.org", "Amal Exemple")


@pytest.fixture
def browser(client_for):
    return client_for(None)


def is_signed_in(client):
    return client.get(DESK).status_code == 200


def ask(client, email="amal@example.org"):
    """Ask for a code; what the mail says once the worker has sent it."""
    answer = client.post(LOGIN, {"login": email} if b'name="login"' in client.get(LOGIN).content else {"email": email})
    assert (answer.status_code, answer["Location"]) == (302, CODE)
    drain()
    return mail.outbox[-1]


def code_in(message):
    return re.search(r"Your code: (\S+)", message.body).group(1)


def test_the_code_from_the_mail_opens_the_desk(account, browser):
    assert browser.get(DESK)["Location"] == f"{LOGIN}?next={DESK}"
    message = ask(browser)
    assert (message.to, len(mail.outbox)) == (["amal@example.org"], 1)
    answer = browser.post(CODE, {"code": code_in(message)})
    assert (answer.status_code, answer["Location"], is_signed_in(browser)) == (302, DESK, True)


def test_the_mail_waits_in_the_outbox_until_the_worker_sends_it(account, browser):
    browser.post(LOGIN, {"email": "amal@example.org"})
    assert ([message.state for message in OutboxMessage.objects.all()], mail.outbox) == (["queued"], [])
    drain()
    assert ([message.payload for message in OutboxMessage.objects.all()], len(mail.outbox)) == ([{}], 1)


def test_capitals_in_the_address_do_not_matter(account, browser):
    message = ask(browser, "AMAL@Example.org")
    browser.post(CODE, {"code": code_in(message)})
    assert is_signed_in(browser)


@pytest.mark.parametrize("code", ["000000", "", "x" * 500, "'; --"])
def test_a_wrong_code_opens_nothing(account, browser, code):
    ask(browser)
    answer = browser.post(CODE, {"code": code})
    assert (answer.status_code, is_signed_in(browser)) == (200, False)


def test_after_three_wrong_codes_the_right_one_is_of_no_use(account, browser):
    message = ask(browser)
    for _attempt in range(3):
        browser.post(CODE, {"code": "000000"})
    browser.post(CODE, {"code": code_in(message)})
    assert not is_signed_in(browser)


def test_a_code_is_good_for_fifteen_minutes(account, browser):
    message = ask(browser)
    with time_machine.travel(timezone.now() + timedelta(minutes=16)):
        browser.post(CODE, {"code": code_in(message)})
        assert not is_signed_in(browser)


def test_a_code_is_of_no_use_in_another_browser(account, client_for):
    mine, theirs = client_for(None), client_for(None)
    message = ask(mine)
    theirs.post(CODE, {"code": code_in(message)})
    assert not is_signed_in(theirs)


def test_an_unknown_address_gets_the_same_page_and_a_mail_without_a_code(account, client_for):
    known, unknown = client_for(None), client_for(None)
    ask(known)
    message = ask(unknown, "nobody@example.org")
    assert (message.to, "Your code" in message.body) == (["nobody@example.org"], False)
    assert "no account belongs to it" in " ".join(message.body.split())
    pages = [text_of(browser.get(CODE)) for browser in (known, unknown)]
    assert pages[0].replace("amal@", "nobody@") == pages[1]


def test_a_wrong_code_says_the_same_to_both(account, client_for):
    pages = []
    for email in ("amal@example.org", "nobody@example.org"):
        browser = client_for(None)
        ask(browser, email)
        pages.append(text_of(browser.post(CODE, {"code": "000000"})).replace(email, "somebody"))
    assert pages[0] == pages[1]
    assert not Account.objects.filter(email="nobody@example.org").exists()


def test_an_account_that_is_closed_opens_nothing(account, browser):
    account.is_active = False
    account.save()
    browser.post(LOGIN, {"email": "amal@example.org"})
    drain()
    for message in mail.outbox:
        if "Your code" in message.body:
            browser.post(CODE, {"code": code_in(message)})
    assert not is_signed_in(browser)


@pytest.mark.parametrize("method", ["get", "post"])
def test_nobody_opens_an_account_alone(browser, db, method):
    before = Account.objects.count()
    answer = getattr(browser, method)("/en/account/sign-up/", {"email": "new@example.org"})
    assert (answer.status_code, "Accounts come with a role" in text_of(answer)) == (200, True)
    assert Account.objects.count() == before


def test_after_signing_in_one_is_where_one_wanted_to_be(account, browser):
    wanted = "/en/desk/news/new/"
    browser.post(f"{LOGIN}?next={wanted}", {"email": "amal@example.org", "next": wanted})
    drain()
    answer = browser.post(CODE, {"code": code_in(mail.outbox[-1]), "next": wanted})
    assert answer["Location"] == wanted


@pytest.mark.parametrize("elsewhere", ["https://evil.example/", "//evil.example/", "javascript:alert(1)"])
def test_nobody_is_led_to_another_site(account, browser, elsewhere):
    browser.post(f"{LOGIN}?next={elsewhere}", {"email": "amal@example.org", "next": elsewhere})
    drain()
    answer = browser.post(CODE, {"code": code_in(mail.outbox[-1]), "next": elsewhere})
    assert (answer["Location"], is_signed_in(browser)) == (DESK, True)


def test_signing_out_is_a_button(account, client_for):
    client = client_for(account)
    asked = client.get("/en/account/sign-out/")
    assert (asked.status_code, "Sign out?" in text_of(asked), is_signed_in(client)) == (200, True, True)
    answer = client.post("/en/account/sign-out/")
    assert (answer.status_code, answer["Location"], is_signed_in(client)) == (302, "/en/", False)


def test_the_words_of_the_mail_are_in_the_language_of_the_page(account, browser):
    browser.post("/fr/account/sign-in/", {"email": "amal@example.org"})
    drain()
    assert "Votre code" in mail.outbox[-1].body
