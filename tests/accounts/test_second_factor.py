"""Passkeys, an app and recovery codes beside the code by mail; who coordinates cannot do without."""

import re
from datetime import timedelta
from urllib.parse import quote

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from django.template import engines
from django.template.loader import get_template
from django.urls import get_resolver
from django.utils import timezone

from tests.accounts.people import ME, app_code, code_of, fresh_client, give_app, mailed
from tests.factories import text_of
from tests.harness.html import assert_valid
from welcommune.accounts.actions import issue_sign_in_link
from welcommune.accounts.models import Account
from welcommune.core.access import SYSTEM
from welcommune.core.models import AuditEvent
from welcommune.core.outbox import drain
from welcommune.network.actions import grant_role

DESK, FACTORS = "/en/desk/", f"{ME}2fa/"
NEWS = "/en/desk/news/new/"
ID = "01890000-0000-7000-8000-000000000001"
TYPED = {"id": ID, "dated": "2022-04-01", "title": "A bus more", "lead": "", "body": "x"}


@pytest.fixture
def account(db):
    return Account.objects.create_user("amal@example.org", "Amal Exemple")


@pytest.fixture
def coordinator(network):
    account = Account.objects.create_user("rosa@example.org", "Rosa Exemple")
    grant_role(by=SYSTEM, account=account, role="coordinator", network=network)
    return account


def set_up_app(client):
    """Open the page, read the key, write its code."""
    page = client.get(f"{FACTORS}app/")
    secret = re.search(r"<code>([A-Z2-7]+)</code>", page.content.decode()).group(1)
    return client.post(f"{FACTORS}app/", {"code": code_of(secret)})


def library_views():
    """The views of the sign-in library that have an address here, with the template that each asks for."""
    for pattern in get_resolver().url_patterns:
        for entry in getattr(pattern, "url_patterns", []):
            yield from _views(entry)


def _views(entry):
    for inner in getattr(entry, "url_patterns", [entry]):
        view = inner.callback
        while hasattr(view, "__wrapped__") and not hasattr(view, "view_class"):
            view = view.__wrapped__
        if hasattr(view, "view_class"):
            yield getattr(view.view_class, "template_name", None), view.view_class


FOUND = [(name, view) for name, view in library_views() if name and view.__module__.startswith("allauth")]
NAMES = {name for name, _view in FOUND if name.endswith(".html")}
# Shown without an address of their own.
NAMES |= {"429.html", "account/signup_closed.html", "account/account_inactive.html"}


@pytest.mark.parametrize("name", sorted(NAMES - {"mfa/webauthn/login_form.html"}))
def test_every_page_of_the_sign_in_library_that_can_be_reached_is_ours(name):
    if name == "account/signup.html":  # Closed: nobody opens an account alone.
        name = "account/signup_closed.html"
    assert get_template(name).backend is engines["jinja2"]


def test_the_pages_looked_at_are_those_that_matter():
    assert {"mfa/index.html", "mfa/authenticate.html", "mfa/totp/activate_form.html", "account/login.html"} < NAMES


# Compulsory for coordinators.


def test_a_coordinator_without_second_factor_is_led_to_set_one_up_before_anything(coordinator, client_for):
    client = client_for(coordinator)
    for path in (DESK, NEWS, "/en/desk/people/", "/en/desk/regions/vaucluse/"):
        answer = client.get(path)
        assert (answer.status_code, answer["Location"]) == (302, FACTORS), path
    page = client.get(FACTORS)
    assert "Coordinators sign in with two things" in text_of(page)
    assert_valid(page.content)
    assert client.post(f"/en/desk/articles/{ID}/en/publish/")["Location"] == FACTORS


def test_what_a_coordinator_typed_is_kept_meanwhile(coordinator):
    client = fresh_client(coordinator)
    assert client.post(NEWS, TYPED)["Location"] == FACTORS
    assert "What you wrote is kept" in text_of(client.get(FACTORS))
    answer = set_up_app(client)
    codes = client.get(answer["Location"])
    assert f'href="{NEWS}"' in codes.content.decode()
    assert_valid(codes.content)
    assert 'value="A bus more"' in client.get(NEWS).content.decode()
    assert "Go on to where you were going" not in text_of(client.get(FACTORS))


@pytest.mark.parametrize("kind", ["totp", "webauthn"])
def test_an_app_or_a_passkey_opens_the_desk(coordinator, client_for, kind):
    Authenticator.objects.create(user=coordinator, type=kind, data={"secret": "A" * 32, "name": "x"})
    assert client_for(coordinator).get(DESK).status_code == 200


def test_recovery_codes_alone_do_not(coordinator, client_for):
    Authenticator.objects.create(user=coordinator, type="recovery_codes", data={"seed": "x", "used_mask": 0})
    assert client_for(coordinator).get(DESK).status_code == 302


def test_a_facilitator_is_invited_to_and_not_forced(cast, client_for):
    client = client_for(cast["facilitator"])
    assert client.get(DESK).status_code == 200
    assert "A passkey or an app protects your account" in text_of(client.get(ME))


@pytest.mark.parametrize(("demo", "fictitious", "status"), [(True, True, 200), (True, False, 302), (False, True, 302)])
def test_only_fictitious_people_of_a_demonstration_need_none(
    coordinator, client_for, settings, demo, fictitious, status
):
    settings.DEMO = demo
    coordinator.is_fictitious = fictitious
    coordinator.save()
    assert client_for(coordinator).get(DESK).status_code == status


# The app.


def test_an_app_is_set_up_and_asked_for_at_the_door(account, client_for):
    client = fresh_client(account)
    answer = set_up_app(client)
    assert answer["Location"] == f"{FACTORS}recovery-codes/"
    page = client.get(f"{FACTORS}recovery-codes/")
    assert len(re.findall(r"<code>\d{8}</code>", page.content.decode())) == 10
    client.post(f"{ME}sign-out/")
    with time_machine.travel(timezone.now() + timedelta(minutes=2)):
        again = client_for(None)
        answer = again.post(f"{ME}enter/{_link(account)}/")
        assert answer["Location"] == f"{ME}sign-in/second-factor/"
        page = again.get(answer["Location"])
        assert_valid(page.content)
        assert (again.get(DESK).status_code, "One more step" in text_of(page)) == (302, True)
        assert again.post(answer["Location"], {"code": "000000"}).status_code == 200
        assert again.get(DESK).status_code == 302
        again.post(answer["Location"], {"code": app_code(account)})
        assert again.get(DESK).status_code == 200


def _link(account):
    return issue_sign_in_link(Account.objects.get(pk=account.pk))


def test_a_new_way_to_sign_in_is_logged_and_told_by_mail(account, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        client = fresh_client(account)
        set_up_app(client)
    assert "a passkey or an app was set up" in mailed().body
    with django_capture_on_commit_callbacks(execute=True):
        client.post(f"{FACTORS}app/remove/")
    lines = AuditEvent.objects.filter(object_id=account.pk).order_by("pk").values_list("verb", "fields")
    assert [line for line in lines if "totp" in line[1]] == [
        ("accounts.add_way", ["totp"]), ("accounts.remove_way", ["totp"]),
    ]  # fmt: skip


def test_a_recovery_code_stands_in_once(account, client_for):
    client = fresh_client(account)
    set_up_app(client)
    page = client.get(f"{FACTORS}recovery-codes/").content.decode()
    code = re.search(r"<code>(\d{8})</code>", page).group(1)
    opened = []
    for _time in range(2):
        other = client_for(None)
        answer = other.post(f"{ME}enter/{_link(account)}/")
        other.post(answer["Location"], {"code": code})
        opened.append(other.get(DESK).status_code)
    assert opened == [200, 302]


def test_who_signed_in_a_while_ago_says_first_who_they_are(account):
    client = fresh_client(account)
    assert client.get(f"{FACTORS}app/").status_code == 200
    with time_machine.travel(timezone.now() + timedelta(minutes=16)):
        for path in ("app/", "passkeys/new/"):
            assert client.get(FACTORS + path)["Location"] == f"{ME}confirm/?next={quote(FACTORS + path, safe='')}"


def test_who_has_an_app_confirms_with_it_and_not_by_mail(account):
    give_app(account)
    client = fresh_client(account)
    with time_machine.travel(timezone.now() + timedelta(minutes=16)):
        answer = client.get(f"{ME}erase/", follow=True)
        assert answer.request["PATH_INFO"] == f"{ME}confirm/app/"
        assert_valid(answer.content)
        answer = client.post(f"{ME}confirm/app/", {"code": app_code(account), "next": f"{ME}erase/"})
        assert answer["Location"] == f"{ME}erase/"
        assert client.get(f"{ME}erase/").status_code == 200


@pytest.mark.parametrize("path", ["", "app/", "app/remove/", "recovery-codes/", "recovery-codes/new/", "passkeys/new/"])
@pytest.mark.parametrize("language", ["fr", "ar"])
def test_the_pages_are_sound(account, path, language):
    if path not in {"", "app/"}:
        give_app(account)
        Authenticator.objects.create(user=account, type="recovery_codes", data={"seed": "x", "used_mask": 0})
    answer = fresh_client(account).get(f"/{language}/account/2fa/{path}")
    assert answer.status_code == 200
    assert_valid(answer.content)
    assert "no-store" in answer["Cache-Control"]


def test_a_passkey_is_renamed_and_removed_by_its_owner_only(account, client_for):
    key = Authenticator.objects.create(user=account, type="totp", data={"secret": "A" * 32})
    other = Account.objects.create_user("basile@example.org", "Basile")
    client = fresh_client(other)
    for act in ("name", "remove"):
        assert client.get(f"{FACTORS}passkeys/{key.pk}/{act}/").status_code == 404
        assert client.post(f"{FACTORS}passkeys/{key.pk}/{act}/", {"name": "x"}).status_code == 404
    assert Authenticator.objects.filter(pk=key.pk).exists()


# Passwords, limits.


def test_the_door_offers_the_code_first_then_a_passkey_then_a_password(db, client_for):
    page = client_for(None).get(f"{ME}sign-in/").content.decode()
    places = [page.index(words) for words in ("Send me a code", "Sign in with a passkey", "Sign in with a password")]
    assert places == sorted(places)


def test_a_sign_in_half_way_is_let_go_of(account, client_for):
    client = client_for(None)
    client.post(f"{ME}sign-in/", {"email": "amal@example.org"})
    assert client.get(f"{ME}sign-in/")["Location"] == f"{ME}sign-in/code/"
    assert client.post(f"{ME}sign-out/", {"next": f"{ME}sign-in/"})["Location"] == f"{ME}sign-in/"
    assert client.get(f"{ME}sign-in/").status_code == 200


def test_the_sign_in_library_limits_tries(db, client_for, settings):
    settings.ACCOUNT_RATE_LIMITS = {"login": "2/m/ip"}
    wrong = {"login": "nobody@example.org", "password": "wrong"}
    answers = [client_for(None).post(f"{ME}sign-in/password/", wrong) for _try in range(3)]
    assert [answer.status_code for answer in answers] == [200, 200, 429]
    assert "Too many tries" in text_of(answers[-1])
    assert_valid(answers[-1].content)


def test_codes_by_mail_are_limited_too(db, client_for, settings):
    settings.ACCOUNT_RATE_LIMITS = {"request_login_code": "2/m/ip"}
    for number in range(4):
        client_for(None).post(f"{ME}sign-in/", {"email": f"nobody{number}@example.org"})
    assert drain() == 2


def test_who_asks_for_codes_too_often_is_told_how_long_to_wait(db, client_for, settings):
    settings.ACCOUNT_RATE_LIMITS = {"request_login_code": "1/m/key"}
    asked = [client_for(None).post(f"{ME}sign-in/", {"email": "nobody@example.org"}) for _try in range(2)]
    assert "Tried too often in a short time. Wait five minutes, then try again." in text_of(asked[1])
