"""The report that writes itself: drafted from the record, edited, published, withdrawn."""

import re

import pytest

from tests.factories import SEATS, attended, fields, fill, insight, meeting, news, notices, report, text_of, tree
from tests.harness.html import elements
from welcommune.core.access import SYSTEM
from welcommune.core.errors import Refused
from welcommune.library.actions import publish_article, withdraw_article, write_text
from welcommune.library.models import ARTICLE_TRANSITIONS, Article, ArticleState
from welcommune.meetings.actions import change_meeting, draft_report, publish_report
from welcommune.meetings.models import MeetingFacts, Report

pytestmark = pytest.mark.usefixtures("scope")
HERE = f"/en/regions/{SEATS}/"


@pytest.fixture
def desk(cast, client_for):
    return client_for(cast["facilitator"])


@pytest.fixture
def visitor(network, client_for):
    return client_for(None)


def texts(article, **where):
    return article.texts.filter(**where).order_by("language", "number")


def edit(article, language="en"):
    return f"/en/desk/articles/{article.pk}/{language}/"


@pytest.mark.parametrize(
    ("region", "languages"),
    [
        (SEATS, ["en", "fr"]),
        ("teruel", ["en", "es", "fr"]),
        ("mazovia", ["en", "fr", "pl"]),
        ("karditsa", ["el", "en", "fr"]),
    ],
)
def test_a_report_is_drafted_in_french_english_and_the_language_of_the_region(network, region, languages):
    article = draft_report(by=SYSTEM, meeting=attended(meeting(region), {"people": (23, 23)}))
    assert [(text.language, text.number, text.is_current, text.is_drafted) for text in texts(article)] == [
        (language, 1, True, True) for language in languages
    ]
    assert [("23" in str(text.parts), bool(text.title)) for text in texts(article)] == [(True, True)] * len(languages)
    assert (article.state, article.region.slug, article.slug) == ("draft", region, f"{region}-roundtable-44")


def test_the_button_drafts_and_opens_the_text_in_the_region_s_language(desk):
    row = meeting()
    answer = desk.post(f"/en/desk/meetings/{row.pk}/report/")
    article = Report.objects.get(meeting=row).article
    assert (answer.status_code, answer["Location"]) == (302, edit(article, "fr"))
    assert desk.get(edit(article, "fr")).status_code == 200


def test_a_report_can_be_drafted_in_every_language_of_the_site(desk):
    row = attended(meeting(), {"people": (23, 23)})
    article = draft_report(by=SYSTEM, meeting=row)
    page = desk.get(edit(article, "ar"))
    offered = [f"{edit(article, code)}" in page.content.decode() for code in ("en", "fr", "es", "pl", "el", "ar")]
    assert (offered, "Nothing written in this language yet" in text_of(page)) == ([True] * 6, True)
    for language in ("ar", "es", "pl", "el"):
        answer = desk.post(f"/en/desk/meetings/{row.pk}/report/", {"language": language})
        assert answer["Location"] == edit(article, language)
    assert [(text.language, text.number) for text in texts(article)] == [
        (language, 1) for language in ("ar", "el", "en", "es", "fr", "pl")
    ]
    assert article.texts.get(language="ar").title == "سون ولوار: المائدة المستديرة رقم 44 بحضور 23 شخصًا"
    assert "Nothing written in this language yet" not in text_of(desk.get(edit(article, "ar")))


def test_each_field_is_typed_in_the_direction_of_the_text(desk):
    article = report(meeting())
    for language, way in (("ar", "rtl"), ("fr", "ltr")):
        page = tree(desk.get(edit(article, language)))
        typed = [field for tag in ("input", "textarea") for field in elements(page, tag) if field.get("lang")]
        assert {field.get("name") for field in typed} >= {"title", "lead", "part_convened", "part_own"}
        assert {(field.get("lang"), field.get("dir")) for field in typed} == {(language, way)}


def test_other_languages_are_written_by_hand(desk):
    row = meeting()
    article = draft_report(by=SYSTEM, meeting=row)
    answer = desk.post(f"/en/desk/meetings/{row.pk}/report/", {"language": "uk"}, follow=True)
    assert notices(answer) == ["Reports cannot be drafted in this language yet. Open the text and write it by hand."]
    assert "Nothing written in this language yet" not in text_of(desk.get(edit(article, "uk")))
    assert texts(article).count() == 2


def test_a_draft_is_seen_by_nobody_outside_the_desk(visitor):
    article = draft_report(by=SYSTEM, meeting=meeting())
    title = article.texts.get(language="en").title
    assert visitor.get(f"/en/news/{article.slug}/").status_code == 404
    assert [title in visitor.get(path).content.decode() for path in ("/en/", HERE, "/en/news/")] == [False] * 3


@pytest.mark.parametrize("state", ["planned", "open", "postponed", "cancelled"])
def test_there_is_no_report_of_what_has_not_happened(desk, state):
    row = meeting(state=state)
    answer = desk.post(f"/en/desk/meetings/{row.pk}/report/", follow=True)
    assert notices(answer) == ["Mark the meeting as held first: the report tells what has happened."]
    assert not Report.objects.filter(meeting=row).exists()


def test_drafting_again_keeps_what_was_there_as_older_versions(network):
    row = attended(meeting(), {"people": (23, 23)})
    article = draft_report(by=SYSTEM, meeting=row)
    first = list(texts(article).values("language", "title", "lead", "parts"))
    insight(row, texts={"en": "Buses stop at six.", "fr": "Plus de bus après six heures."})
    assert draft_report(by=SYSTEM, meeting=row) == article
    assert list(texts(article, number=1).values("language", "title", "lead", "parts")) == first
    assert [(text.language, text.number) for text in texts(article, is_current=True)] == [("en", 2), ("fr", 2)]
    assert "Buses stop at six." in str(texts(article, language="en", number=2)[0].parts)


def test_drafting_again_from_the_same_record_makes_no_version(network):
    row = meeting()
    article = draft_report(by=SYSTEM, meeting=row)
    draft_report(by=SYSTEM, meeting=row)
    assert texts(article).count() == 2


def test_what_an_editor_wrote_stays_as_a_version_when_it_is_drafted_again(desk):
    row = attended(meeting(), {"people": (23, 23)})
    article = draft_report(by=SYSTEM, meeting=row)
    fill(desk, edit(article), title="A full table")
    desk.post(f"/en/desk/meetings/{row.pk}/report/")
    assert [(text.title == "A full table", text.is_current) for text in texts(article, language="en")] == [
        (False, False), (True, False), (False, True),
    ]  # fmt: skip


def test_the_desk_lists_what_the_record_does_not_say(desk):
    row = meeting()
    page = text_of(desk.get(edit(draft_report(by=SYSTEM, meeting=row))))
    asked = ["Who convened the meeting.", "How long it lasted.", "How many came.", "What was on the agenda."]
    assert [words in page for words in asked] == [True] * 4
    told = MeetingFacts(kind="roundtable", number=44, day=row.day, duration_minutes=120)
    change_meeting(by=SYSTEM, meeting=row, seen=1, facts=told, organisers=[], agenda=[])
    attended(row, {"people": (23, 23)})
    page = text_of(desk.get(edit(Report.objects.get(meeting=row).article)))
    assert [words in page for words in asked] == [True, False, False, True]


@pytest.mark.parametrize(
    ("number", "day", "says"),
    [
        (2, "2022-05-09", "Two more roundtables will follow by the end of 2022."),
        (2, "2026-11-26", "Two more roundtables are planned."),
        (4, "2026-11-26", "With this meeting, the planned series of roundtables is complete."),
        (5, "2026-11-26", None),
    ],
)
def test_what_is_to_come_is_told_from_the_day_of_the_meeting(network, number, day, says):
    article = draft_report(by=SYSTEM, meeting=meeting("guadalajara", number=number, day=day))
    parts = {part["key"]: part["text"] for part in texts(article, language="en").get().parts if "text" in part}
    told = re.findall(r"[^.]*roundtables[^.]*\.", parts.get("next", ""))
    assert told == ([says] if says else [])


def test_an_insight_without_a_wording_in_the_language_is_listed(desk):
    row = meeting()
    insight(row, "Buses stop at six.")
    article = draft_report(by=SYSTEM, meeting=row)
    words = "1 insight has no wording in this language."
    assert [words in text_of(desk.get(edit(article, language))) for language in ("fr", "en")] == [True, False]


def test_what_is_published_is_on_every_page_at_once(desk, visitor):
    article = draft_report(by=SYSTEM, meeting=meeting(day="2030-01-01"))
    title = article.texts.get(language="en").title
    paths = ["/en/", HERE, "/en/news/", f"{HERE}roundtables/44/"]
    before = [title in visitor.get(path).content.decode() for path in paths]
    answer = desk.post(f"{edit(article)}publish/", follow=True)
    assert "Published. Everybody can read it now." in text_of(answer)
    assert (before, [title in visitor.get(path).content.decode() for path in paths]) == ([False] * 4, [True] * 4)
    assert visitor.get(f"/en/news/{article.slug}/").status_code == 200


def test_what_is_withdrawn_is_gone_at_once_and_its_address_is_not_found(desk, visitor):
    article = report(meeting(day="2030-01-01"))
    title = article.texts.get(language="en").title
    paths = ["/en/", HERE, "/en/news/", f"{HERE}roundtables/44/"]
    before = [title in visitor.get(path).content.decode() for path in paths]
    desk.post(f"{edit(article)}withdraw/")
    assert (before, [title in visitor.get(path).content.decode() for path in paths]) == ([True] * 4, [False] * 4)
    assert visitor.get(f"/en/news/{article.slug}/").status_code == 404
    assert (desk.get(edit(article)).status_code, article.texts.count()) == (200, 2)


def test_an_edited_text_of_a_published_article_shows_at_once(desk, visitor):
    article = report(meeting())
    visitor.get(f"/en/news/{article.slug}/")
    fill(desk, edit(article), title="A full table")
    assert text_of(visitor.get(f"/en/news/{article.slug}/")).count("A full table") == 1


def test_an_emptied_part_disappears(desk, visitor):
    article = report(attended(meeting(), {"people": (23, 23)}))
    parts = article.texts.get(language="en").parts
    emptied = next(part["text"] for part in parts if part["key"] == "attendance")
    assert emptied in text_of(visitor.get(f"/en/news/{article.slug}/"))
    fill(desk, edit(article), part_attendance="")
    kept = article.texts.get(language="en", is_current=True).parts
    assert kept == [part for part in parts if part["key"] != "attendance"]
    assert emptied not in text_of(visitor.get(f"/en/news/{article.slug}/"))


def test_words_of_one_s_own_are_added_to_the_text(desk, visitor):
    article = report(meeting())
    fill(desk, edit(article), part_own="It *rained*.\n\n<script>alert(1)</script>")
    page = visitor.get(f"/en/news/{article.slug}/").content.decode()
    assert ("<em>rained</em>" in page, "<script>alert(1)" in page) == (True, False)


def test_words_of_one_s_own_stand_before_the_end_that_every_article_has(desk, visitor):
    article = report(attended(meeting(), {"people": (18, 18)}))
    fill(desk, edit(article), part_own="It rained all day.")
    page = text_of(visitor.get(f"/en/news/{article.slug}/"))
    places = [page.index(words) for words in ("The meeting gathered 18 people", "It rained all day.", "Co-funded by")]
    assert places == sorted(places)


def test_a_preview_keeps_nothing(desk):
    article = report(meeting())
    answer = fill(desk, edit(article), title="A full table", preview="1")
    assert "Preview: not kept yet A full table" in text_of(answer)
    assert (fields(answer)["title"], article.texts.filter(title="A full table").count()) == ("A full table", 0)


def test_there_is_nothing_to_publish_without_a_text(network):
    article = news()
    article.texts.all().delete()
    with pytest.raises(Refused, match="There is nothing to publish yet"):
        publish_article(by=SYSTEM, article=article)
    with pytest.raises(Refused, match="There is no report yet"):
        publish_report(by=SYSTEM, meeting=meeting())


@pytest.mark.parametrize("state", ArticleState.values)
@pytest.mark.parametrize(("act", "to"), [(publish_article, "published"), (withdraw_article, "withdrawn")])
def test_which_state_may_follow_which(network, state, act, to):
    article = news()
    Article.plain.filter(pk=article.pk).update(state=state)
    article.refresh_from_db()
    if (state, to) in {("draft", "published"), ("published", "withdrawn"), ("withdrawn", "published")}:
        assert act(by=SYSTEM, article=article).state == to
    else:
        with pytest.raises(Refused, match="This article is not in a state that allows this"):
            act(by=SYSTEM, article=article)
    assert set(ARTICLE_TRANSITIONS) == set(ArticleState)


def test_the_first_day_of_publication_stays(network):
    article = publish_article(by=SYSTEM, article=news())
    first = article.published_at
    withdraw_article(by=SYSTEM, article=article)
    assert publish_article(by=SYSTEM, article=article).published_at == first


def test_two_articles_never_share_an_address(network):
    assert [news("A new bus line").slug for _ in range(3)] == ["a-new-bus-line", "a-new-bus-line-2", "a-new-bus-line-3"]
    assert news("حافلة").slug == "haflh"
    assert news("！？").slug == "news"
    assert len(news("w" * 200).slug) <= 80


def test_an_unchanged_text_makes_no_version(network):
    article = news()
    text = article.texts.get()
    write_text(by=SYSTEM, article=article, language="en", title=text.title, lead=text.lead, parts=text.parts)
    assert article.texts.count() == 1
