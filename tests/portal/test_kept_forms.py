"""What was typed is never lost: neither by a session that ended, nor by a page too old, nor by a text too long."""

import pytest
from django.test import Client

from tests.factories import OTHER, SEATS, beside, fields, insight, meeting, news, notices, region, text_of, tree
from tests.harness.html import elements
from welcommune.accounts.actions import issue_sign_in_link
from welcommune.accounts.models import Account
from welcommune.core.ids import new_id
from welcommune.library.models import Article
from welcommune.meetings.models import Meeting

pytestmark = pytest.mark.usefixtures("scope")
NEW = f"/en/desk/regions/{SEATS}/meetings/new/"
STILL_HERE = "Your text is still here You had to sign in again. Look it over and keep it."
LONG = "ñ" * 10_000


@pytest.fixture
def account(cast):
    return cast["facilitator"]


@pytest.fixture
def desk(account, client_for):
    return client_for(account)


def sign_in_again(client, account):
    link = issue_sign_in_link(Account.objects.get(pk=account.pk))
    assert client.post(f"/en/account/enter/{link}/").status_code == 302


def end_session(client):
    del client.cookies["sessionid"]


def test_a_long_text_sent_after_the_session_ended_is_in_the_form_after_signing_in(desk, account):
    typed = fields(desk.get(NEW)) | {"day": "2022-06-14", "number": "44", "place": "Cluny", "agenda_fr": "é\n" * 900}
    end_session(desk)
    answer = desk.post(NEW, typed)
    assert (answer.status_code, answer["Location"]) == (302, f"/en/account/sign-in/?next={NEW}")
    assert notices(desk.get(answer["Location"])) == [
        "Your text is kept Sign in again, and you find it where you left it."
    ]
    sign_in_again(desk, account)
    page = desk.get(NEW)
    assert notices(page) == [STILL_HERE]
    shown = fields(page)
    assert {name: shown[name] for name in typed if name != "csrfmiddlewaretoken"} == {
        name: typed[name] for name in typed if name != "csrfmiddlewaretoken"
    }
    assert not Meeting.objects.filter(region=region(), number=44).exists()


def test_it_can_then_be_kept_and_is_not_shown_again(desk, account):
    typed = fields(desk.get(NEW)) | {"day": "2022-06-14", "number": "44", "place": "Cluny"}
    end_session(desk)
    desk.post(NEW, typed)
    sign_in_again(desk, account)
    assert desk.post(NEW, fields(desk.get(NEW))).status_code == 302
    assert Meeting.objects.get(region=region(), number=44).place == "Cluny"
    fresh = desk.get(NEW)
    # A new one starts where the last roundtable was, and holds nothing else of it.
    assert (notices(fresh), fields(fresh)["place"], fields(fresh)["day"]) == ([], "Cluny", "")


def test_other_pages_do_not_show_what_was_kept(desk, account):
    row = meeting()
    end_session(desk)
    desk.post(NEW, {"place": "Cluny"})
    sign_in_again(desk, account)
    page = desk.get(f"/en/desk/meetings/{row.pk}/edit/")
    assert (notices(page), fields(page)["place"]) == ([], "")


@pytest.mark.parametrize("kind", ["edit", "attendance", "insight", "article", "news"])
def test_every_long_form_keeps_what_was_typed(desk, account, kind):
    row, article = meeting(), news()
    path, name = {
        "edit": (f"/en/desk/meetings/{row.pk}/edit/", "place"),
        "attendance": (f"/en/desk/meetings/{row.pk}/attendance/", "detail_ngo"),
        "insight": (f"/en/desk/insights/{insight(row).pk}/", "text_en"),
        "article": (f"/en/desk/articles/{article.pk}/en/", "part_own"),
        "news": (f"/en/desk/regions/{SEATS}/news/new/", "body"),
    }[kind]
    compulsory = {"dated": "2022-06-14", "title": "A new bus line"} if kind == "news" else {}
    typed = fields(desk.get(path)) | compulsory | {name: "What I typed for an hour."}
    end_session(desk)
    desk.post(path, typed)
    sign_in_again(desk, account)
    page = desk.get(path)
    assert (notices(page), fields(page)[name]) == ([STILL_HERE], "What I typed for an hour.")


@pytest.fixture
def strict(account):
    """A browser whose forms are checked for their token, as in production."""
    client = Client(enforce_csrf_checks=True)
    client.force_login(account)
    return client


def test_a_form_whose_token_is_gone_keeps_the_text_too(strict, account):
    typed = fields(strict.get(NEW)) | {"day": "2022-06-14", "number": "44", "place": "Cluny"}
    del strict.cookies["csrftoken"]
    answer = strict.post(NEW, typed, headers={"sec-fetch-site": "same-origin"})
    assert (answer.status_code, answer["Location"]) == (302, NEW)
    page = strict.get(NEW)
    assert (notices(page), fields(page)["place"]) == ([STILL_HERE], "Cluny")
    assert not Meeting.objects.filter(region=region(), number=44).exists()


def test_so_it_does_after_session_and_token_are_both_gone(strict, account):
    strict.cookies.clear()
    strict.post(NEW, {"day": "2022-06-14", "place": "Cluny"}, headers={"sec-fetch-site": "same-origin"})
    answer = strict.get(NEW)
    assert answer["Location"] == f"/en/account/sign-in/?next={NEW}"
    token = {"csrfmiddlewaretoken": fields(strict.get(answer["Location"]))["csrfmiddlewaretoken"]}
    link = issue_sign_in_link(Account.objects.get(pk=account.pk))
    assert strict.post(f"/en/account/enter/{link}/", token).status_code == 302
    assert fields(strict.get(NEW))["place"] == "Cluny"


@pytest.mark.parametrize("headers", [{}, {"sec-fetch-site": "cross-site"}, {"sec-fetch-site": "none"}])
def test_what_another_site_sends_is_refused_and_not_kept(strict, headers):
    answer = strict.post(NEW, {"day": "2022-06-14", "place": "Cluny"}, headers=headers)
    assert (answer.status_code, "This form has grown too old" in answer.content.decode()) == (403, True)
    assert fields(strict.get(NEW))["place"] == ""


# Texts that are too long.


@pytest.mark.parametrize(
    ("page", "name", "most"),
    [
        ("meetings/new", "place", 200),
        ("news/new", "title", 200),
        ("news/new", "lead", 1000),
        ("news/new", "body", 8000),
    ],
)
def test_a_text_of_ten_thousand_characters_is_refused_with_a_sentence_and_stays_in_the_form(desk, page, name, most):
    path = f"/en/desk/regions/{SEATS}/{page}/"
    before = (Meeting.objects.count(), Article.objects.count())
    sent = {"kind": "roundtable", "day": "2022-06-14", "dated": "2022-06-14", "title": "x", "body": "x"}
    answer = desk.post(path, fields(desk.get(path)) | sent | {name: LONG})
    assert (answer.status_code, beside(answer)) == (
        200, {name: f"Use at most {most} characters; you wrote 10000."},
    )  # fmt: skip
    assert fields(answer)[name] == LONG
    assert (Meeting.objects.count(), Article.objects.count()) == before


def test_so_is_the_name_of_a_person(desk):
    path = f"/en/desk/meetings/{(row := meeting()).pk}/participants/new/"
    answer = desk.post(path, fields(desk.get(path)) | {"person": LONG})
    assert (beside(answer), fields(answer)["person"]) == (
        {"person": "Use at most 120 characters; you wrote 10000."}, LONG,
    )  # fmt: skip
    assert row.participants.count() == 0


def test_no_field_cuts_what_is_pasted_without_a_word(desk):
    page = tree(desk.get(NEW))
    assert [field.get("name") for field in elements(page, "input", "textarea") if field.get("maxlength")] == []


@pytest.mark.parametrize("character", ["\u202e", "\x07"])
def test_invisible_characters_are_refused_with_a_sentence(desk, character):
    answer = desk.post(NEW, fields(desk.get(NEW)) | {"day": "2022-06-14", "place": f"Clu{character}ny"})
    sentence = "This text holds invisible control characters. Type it again, or paste it as plain text."
    assert (answer.status_code, beside(answer)) == (200, {"place": sentence})


# Sent twice.


def test_a_piece_of_news_sent_twice_is_written_once(desk):
    path = f"/en/desk/regions/{SEATS}/news/new/"
    sent = fields(desk.get(path)) | {"dated": "2022-06-14", "title": "A new bus line", "body": "From May on."}
    first, second = desk.post(path, sent), desk.post(path, sent)
    assert (first.status_code, second.status_code, first["Location"]) == (302, 302, second["Location"])
    assert Article.objects.filter(texts__title="A new bus line").count() == 1


def test_an_identifier_that_is_none_is_told_and_nothing_is_lost(desk):
    answer = desk.post(NEW, {"id": "x", "day": "2022-06-14", "kind": "roundtable", "place": "Cluny"})
    assert (answer.status_code, fields(answer)["place"], "One answer needs a change" in text_of(answer)) == (
        200, "Cluny", True,
    )  # fmt: skip


def test_the_identifier_of_a_record_of_another_kind_harms_nothing(desk):
    key = str(new_id())
    sent = {"id": key, "day": "2022-06-14", "kind": "roundtable", "number": "44"}
    news_sent = {"id": key, "dated": "2022-06-14", "title": "A new bus line", "body": "x"}
    assert desk.post(NEW, sent).status_code == 302
    assert desk.post(f"/en/desk/regions/{SEATS}/news/new/", news_sent).status_code == 302
    assert (Meeting.objects.filter(pk=key).count(), Article.objects.filter(pk=key).count()) == (1, 1)


def test_the_identifier_of_an_article_of_another_region_writes_nothing_into_it(desk):
    theirs = news("Theirs", at=OTHER)
    path = f"/en/desk/regions/{SEATS}/news/new/"
    sent = fields(desk.get(path)) | {"id": str(theirs.pk), "dated": "2022-06-14", "title": "Mine", "body": "x"}
    answer = desk.post(path, sent)
    assert (answer.status_code, "Your role here does not allow this." in text_of(answer)) == (200, True)
    assert [text.title for text in theirs.texts.all()] == ["Theirs"]


def test_the_identifier_of_an_insight_of_another_region_is_refused_too(desk):
    theirs = insight(meeting(OTHER))
    path = f"/en/desk/meetings/{(row := meeting()).pk}/insights/new/"
    answer = desk.post(path, fields(desk.get(path)) | {"id": str(theirs.pk), "kind": "need", "text_fr": "x"})
    assert (answer.status_code, "Your role here does not allow this." in text_of(answer)) == (200, True)
    assert row.insights.count() == 0
