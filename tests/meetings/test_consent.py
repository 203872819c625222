"""A quote that is taken back is gone at once: from every page, version and copy; its date stays."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.utils import timezone

from tests.factories import DAY, SEATS, fill, insight, meeting, quote, report, text_of
from welcommune.core.access import SYSTEM
from welcommune.core.errors import Refused
from welcommune.core.models import AuditEvent
from welcommune.library.actions import forget_wording, write_text
from welcommune.library.models import ArticleText
from welcommune.meetings.actions import withdraw_consent
from welcommune.meetings.models import Insight, QuoteConsent

pytestmark = pytest.mark.usefixtures("scope")
WORDS = "Nobody asks me what I can do."
PUBLIC = f"/en/regions/{SEATS}/roundtables/44/"


@pytest.fixture
def desk(cast, client_for):
    return client_for(cast["facilitator"])


@pytest.fixture
def visitor(network, client_for):
    return client_for(None)


@pytest.fixture
def said(network):
    return quote(meeting(), WORDS, attribution="named", person="Amal Exemple")


@pytest.fixture
def article(said):
    return report(said.meeting)


def pages(article):
    """Every address that tells of the quote, of the public site and of the desk."""
    edit = f"/en/desk/articles/{article.pk}/en/"
    return [f"/en/news/{article.slug}/", f"/fr/news/{article.slug}/", PUBLIC], [edit, f"{edit}1/", f"{edit}2/"]


def type_in(article, language="en"):
    """Somebody writes the quote out in the text."""
    text = article.texts.get(language=language, is_current=True)
    parts = [*text.parts, {"key": "own", "text": f"One of them said: {WORDS} We agreed."}]
    write_text(by=SYSTEM, article=article, language=language, title=WORDS, lead=f"“{WORDS}”", parts=parts)


def test_the_report_shows_the_quote_while_consent_holds(article, visitor):
    assert [text_of(visitor.get(path)).count(WORDS) for path in pages(article)[0]] == [1, 1, 1]


def test_the_text_of_the_report_never_holds_the_words(article):
    assert [text.number for text in ArticleText.objects.all() if WORDS in str(text.parts)] == []


def test_a_withdrawn_quote_is_gone_at_once_from_every_page_and_version(article, said, desk, visitor):
    type_in(article)
    public, private = pages(article)
    assert [WORDS in visitor.get(path).content.decode() for path in public] == [True] * 3
    desk.post(f"/en/desk/insights/{said.pk}/withdraw/")
    after = [visitor.get(path).content.decode() for path in public]
    after += [desk.get(path).content.decode() for path in [*private, f"/en/desk/meetings/{said.meeting_id}/"]]
    assert [WORDS in page or "Amal" in page for page in after] == [False] * 7


def test_the_day_of_the_withdrawal_is_told_in_its_place(article, said, visitor):
    with time_machine.travel(datetime(2026, 5, 4, 12, tzinfo=UTC), tick=False):
        withdraw_consent(by=SYSTEM, insight=said)
        found = [text_of(visitor.get(path)) for path in (f"/en/news/{article.slug}/", PUBLIC)]
    assert ["This quote was withdrawn on 4 May 2026." in page for page in found] == [True, True]


def test_copies_that_somebody_typed_in_are_blanked_in_every_version(article, said):
    type_in(article)
    type_in(article, "fr")
    withdraw_consent(by=SYSTEM, insight=said)
    assert [text.number for text in ArticleText.objects.all() if WORDS in f"{text.title}{text.lead}{text.parts}"] == []
    text = article.texts.get(language="en", number=2)
    assert (text.title, text.lead) == ("[…]", "“[…]”")
    assert text.parts[-1] == {"key": "own", "text": "One of them said: […] We agreed."}


def test_the_record_keeps_no_words_and_no_name(said):
    said.original = "personne ne me demande ce que je sais faire"
    said.save()
    withdraw_consent(by=SYSTEM, insight=said)
    kept = Insight.objects.get(pk=said.pk)
    assert (dict(kept.text), kept.original, kept.person, kept.attribution) == ({}, "", "", "none")
    assert (kept.organisation, kept.category, kept.kind) == (None, None, "quote")


def test_withdrawing_twice_is_the_same_as_once(said):
    first = withdraw_consent(by=SYSTEM, insight=said)
    with time_machine.travel(timezone.now() + timedelta(days=9)):
        second = withdraw_consent(by=SYSTEM, insight=Insight.objects.get(pk=said.pk))
    assert second.withdrawn_on == first.withdrawn_on == QuoteConsent.objects.get(insight=said).withdrawn_on
    verbs = AuditEvent.objects.filter(object_id=said.pk).values_list("verb", flat=True)
    assert sorted(verbs) == ["meetings.note_insight", "meetings.withdraw_consent"]


def test_there_is_nothing_to_withdraw_without_consent(network):
    row = meeting()
    for nothing in (quote(row, WORDS, given_on=None), insight(row)):
        with pytest.raises(Refused, match="There is no consent on record for this"):
            withdraw_consent(by=SYSTEM, insight=nothing)


def test_what_was_withdrawn_cannot_be_given_words_again(article, said, desk, visitor):
    withdraw_consent(by=SYSTEM, insight=said)
    fill(desk, f"/en/desk/insights/{said.pk}/", text_en=WORDS, consent_given_on=DAY.isoformat(), consent_how="form")
    assert [WORDS in visitor.get(path).content.decode() for path in pages(article)[0]] == [False] * 3
    assert QuoteConsent.objects.get(insight=said).withdrawn_on == timezone.localdate()


def test_consent_withdrawn_on_the_day_it_was_given_holds_no_more(network):
    said = quote(meeting(), WORDS, given_on=timezone.localdate())
    consent = withdraw_consent(by=SYSTEM, insight=said)
    assert not consent.holds_on(timezone.localdate())


def test_consent_holds_from_its_day_until_the_day_before_the_withdrawal():
    consent = QuoteConsent(given_on=DAY, withdrawn_on=DAY + timedelta(days=2))
    assert [consent.holds_on(DAY + timedelta(days=n)) for n in (-1, 0, 1, 2, 3)] == [False, True, True, False, False]


def test_a_word_too_short_to_be_anybody_s_is_not_blanked(article):
    before = list(article.texts.order_by("pk").values("title", "lead", "parts"))
    assert forget_wording(by=SYSTEM, wording="the") == 0
    assert list(article.texts.order_by("pk").values("title", "lead", "parts")) == before
