"""A printed link signs one person in, once, within a day, and only when the button is pressed."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from tests.factories import text_of
from welcommune.accounts.actions import issue_sign_in_link, redeem_sign_in_link
from welcommune.accounts.models import Account
from welcommune.core.errors import Refused

USED = "This link was used already. Sign in with your e-mail."
ENDED = "This link has ended or was cut. Ask for a new one, or sign in with your e-mail."


@pytest.fixture
def account(db):
    return Account.objects.create_user("amal@example.org", "Amal Exemple")


@pytest.fixture
def browser(client_for):
    return client_for(None)


def address(token):
    return f"/en/account/enter/{token}/"


def is_signed_in(client):
    return client.get("/en/desk/").status_code == 200


def assert_refused(client, token, sentence):
    for method in (client.get, client.post):
        answer = method(address(token))
        assert (answer.status_code, sentence in text_of(answer), is_signed_in(client)) == (410, True, False)


def test_opening_the_link_signs_nobody_in(account, browser):
    token = issue_sign_in_link(account)
    for _look in range(2):
        answer = browser.get(address(token))
        assert (answer.status_code, "Sign in as Amal Exemple" in text_of(answer)) == (200, True)
    assert (is_signed_in(browser), Account.objects.get().last_login) == (False, None)
    assert "no-store" in answer["Cache-Control"]


def test_the_button_signs_in(account, browser):
    answer = browser.post(address(issue_sign_in_link(account)))
    assert (answer.status_code, answer["Location"], is_signed_in(browser)) == (302, "/en/desk/", True)


def test_the_link_works_once(account, client_for):
    token = issue_sign_in_link(account)
    client_for(None).post(address(token))
    assert_refused(client_for(None), token, USED)


def test_a_link_of_before_the_last_sign_in_is_used_up(account, client_for):
    token = issue_sign_in_link(account)
    client_for(account)
    assert_refused(client_for(None), token, USED)
    assert redeem_sign_in_link(issue_sign_in_link(Account.objects.get())) == account


def test_the_link_works_for_a_day(account, browser):
    start, token = timezone.now(), issue_sign_in_link(account)
    with time_machine.travel(start + timedelta(hours=23, minutes=59)):
        assert browser.get(address(token)).status_code == 200
    with time_machine.travel(start + timedelta(hours=24, minutes=1)):
        assert_refused(browser, token, ENDED)


@pytest.mark.parametrize(
    "spoil",
    [
        lambda token: token[:-1] + ("a" if token[-1] != "a" else "b"),
        lambda token: "x" + token,
        lambda token: token.split(":")[0],
        lambda _token: "nothing",
        lambda _token: "a" * 3000,
    ],
    ids=["signature", "content", "cut", "none", "long"],
)
def test_a_link_that_was_changed_or_cut_is_refused(account, browser, spoil):
    assert_refused(browser, spoil(issue_sign_in_link(account)), ENDED)


def test_a_link_of_an_account_that_is_closed_or_gone_is_refused(account, browser):
    token = issue_sign_in_link(account)
    Account.objects.update(is_active=False)
    assert_refused(browser, token, ENDED)
    Account.objects.all().delete()
    with pytest.raises(Refused):
        redeem_sign_in_link(token)


def test_the_other_person_who_is_signed_in_gives_way(account, client_for):
    other = Account.objects.create_user("basile@example.org", "Basile")
    client = client_for(other)
    client.post(address(issue_sign_in_link(account)))
    assert "Amal Exemple" in client.get("/en/desk/").content.decode()
