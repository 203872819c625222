"""Minutes: put together from the record, corrected by link, approved, kept as files; what is taken back is gone."""

from datetime import datetime, timedelta
from io import BytesIO
from zipfile import ZipFile
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from PIL import ImageFile

from tests.factories import commitment, decision, fields, fill, insight, quote, text_of
from tests.meetings.guests import DAY, coming, contact, invited, link, work
from welcommune.core.access import SYSTEM
from welcommune.core.ids import new_id
from welcommune.core.models import AuditEvent
from welcommune.core.text import Translated
from welcommune.library.papers import can_make_pdf
from welcommune.meetings import actions
from welcommune.meetings.models import (
    Answer,
    Correction,
    Insight,
    Meeting,
    MeetingInvitation,
    Minutes,
    MinutesReader,
    MinutesText,
    Participant,
)
from welcommune.stakeholders.models import Contact

QUOTE = "Nobody asks me what I can do."
AFTER = datetime(2026, 5, 21, 10, tzinfo=ZoneInfo("Europe/Paris"))


def held(language="en"):
    """A held roundtable: one came, one excused herself, one stayed away, one walked in; things were said."""
    row = coming(languages=[language])
    people = contact(), contact("Zeynep Kaya", "zeynep@example.org", "en"), contact("Omar Idris", "omar@example.org")
    came, excused, _absent = invited(row, *people)
    MeetingInvitation.objects.filter(pk=excused.pk).update(answer=Answer.NO)
    actions.note_guests_came(by=SYSTEM, meeting=row, seen=row.version, came=[came])
    actions.add_participant(by=SYSTEM, meeting=row, participant=Participant(id=new_id(), person="Léa Martin"))
    point = row.agenda.create(title=Translated({language: "buses in the evening"}))
    row.agenda.create(title=Translated({language: "the bread oven"}), order=1)
    Insight.plain.filter(pk=insight(row, kind="need").pk).update(agenda_item=point)
    quote(row, QUOTE, attribution="named", person="Amal Exemple")
    quote(row, "Never agreed to.", given_on=None, person="Somebody")
    decision(row)
    commitment(row, due=DAY + timedelta(days=30))
    return actions.move_meeting(by=SYSTEM, meeting=Meeting.objects.get(pk=row.pk), state="held")


@pytest.fixture
def keeper(clock, cast, client_for):
    """The facilitator, on the day after the meeting."""
    clock.move_to(AFTER)
    return client_for(cast["facilitator"])


def assembled(keeper, meeting):
    keeper.post(f"/en/desk/meetings/{meeting.pk}/minutes/")
    return Minutes.objects.get(meeting=meeting)


@pytest.fixture
def minutes(keeper):
    return assembled(keeper, held())


def page(minutes):
    return f"/en/desk/minutes/{minutes.pk}/"


def press(keeper, minutes, act):
    keeper.post(f"{page(minutes)}move/{act}/")
    return Minutes.objects.get(pk=minutes.pk).state


def word_text(response):
    """What stands in a Word file."""
    with ZipFile(BytesIO(response.content)) as file:
        return file.read("word/document.xml").decode()


def test_one_press_puts_the_record_together(minutes, keeper):
    shown = text_of(keeper.get(page(minutes)))
    order = [
        "Present Samira Belkacem", "Also present Léa Martin", "Excused Zeynep Kaya", "Absent Omar Idris",
        "Agenda Buses in the evening The bread oven Buses in the evening Need: Buses stop at six.",
        QUOTE, "Amal Exemple",
        "Decisions We meet again in autumn.", "Ask the bus company for a later bus. (Awa Diallo, by 19 June 2026)",
    ]  # fmt: skip
    places = [shown.index(words) for words in order]
    assert (places, "Never agreed to" in shown) == (sorted(places), False)
    # Nothing was noted there: it is a point of the agenda, and can still be written on.
    assert shown.count("The bread oven") == 1
    assert "The bread oven" in text_of(keeper.get(f"{page(minutes)}edit/"))
    keeper.post(f"/en/desk/meetings/{minutes.meeting_id}/minutes/")
    assert [text.number for text in minutes.texts.all()] == [1]


def test_two_editors_and_versions(minutes, keeper):
    path = f"{page(minutes)}edit/"
    opened = fields(keeper.get(path))
    assert "A word from me" in text_of(fill(keeper, path, part_own="A word from me", preview="1"))
    fill(keeper, path, part_decisions="- We meet again in October.")
    refused = text_of(keeper.post(path, opened | {"part_decisions": "- We meet in September."}))
    assert ("October" in refused, "September" in refused, minutes.texts.count()) == (True, True, 2)
    assert "autumn" in text_of(keeper.get(f"{page(minutes)}2/"))
    keeper.post(f"{page(minutes)}1/restore/")
    assert "autumn" in text_of(keeper.get(page(minutes)))


def test_those_who_came_correct_by_link_and_one_press_approves(minutes, keeper, clock, cast):
    assert press(keeper, minutes, "send") == "correction"
    [message] = work()
    path, reader = link(message, "/meetings/minutes/"), Client()
    assert (message.to, path[:4]) == (["samira@example.org"], "/fr/")
    before = AuditEvent.objects.count()
    assert QUOTE in text_of(reader.get(path))
    assert AuditEvent.objects.count() == before
    answer = fill(reader, path, decisions="It was in winter.", facts="Not in Digoin.")
    assert answer.status_code == 302
    taken, left = Correction.objects.order_by("section").values_list("pk", flat=True)
    keeper.post(f"{page(minutes)}corrections/{taken}/accept/")
    keeper.post(f"{page(minutes)}corrections/{left}/decline/", {"reason": "It was in the town hall."})
    assert "We meet again in autumn. It was in winter." in text_of(keeper.get(page(minutes)))
    assert "It was in the town hall." in text_of(reader.get(path))
    assert press(keeper, minutes, "approve") == "correction"
    clock.move_to(AFTER + timedelta(days=8))
    late = reader.post(path.replace("/fr/", "/en/"), {"facts": "Too late."})
    assert "The time for corrections is over" in text_of(late)
    assert Correction.objects.filter(text="Too late.").count() == 0
    assert press(keeper, minutes, "approve") == "approved"
    assert cast["facilitator"].name in text_of(keeper.get(page(minutes)))
    keeper.post(f"{page(minutes)}edit/", fields(keeper.get(f"{page(minutes)}edit/")) | {"part_own": "Later."})
    assert MinutesText.objects.filter(minutes=minutes).count() == 2


@pytest.mark.parametrize("end", ["taken back", "erased", "old", "cut"])
def test_a_link_ends(minutes, keeper, clock, end):
    press(keeper, minutes, "send")
    [message] = work()
    path = link(message, "/meetings/minutes/")
    if end == "taken back":
        keeper.post(f"{page(minutes)}readers/{MinutesReader.objects.get().pk}/remove/")
    elif end == "erased":
        actions.erase_contact(by=SYSTEM, contact=Contact.objects.get(email="samira@example.org"))
        assert "Samira" not in text_of(keeper.get(page(minutes)))
    elif end == "old":
        clock.move_to(AFTER + timedelta(days=91))
    else:
        path = path[:-3] + "/"
    assert Client().get(path).status_code == 410


def test_what_is_taken_back_is_gone_from_every_page_version_and_file(minutes, keeper):
    said = Insight.plain.get(person="Amal Exemple")
    fill(keeper, f"{page(minutes)}edit/", part_own=f"She said: {QUOTE}")
    places = [page(minutes), f"{page(minutes)}2/", f"{page(minutes)}file.docx"]

    def seen():
        answers = [(path, keeper.get(path)) for path in places]
        return [QUOTE in (word_text(found) if "docx" in path else text_of(found)) for path, found in answers]

    assert seen() == [True, True, True]
    keeper.post(f"/en/desk/insights/{said.pk}/withdraw/")
    assert seen() == [False, False, False]
    assert "This quote was withdrawn on 21 May 2026" in text_of(keeper.get(page(minutes)))


def test_published_minutes_name_no_people_and_the_series_holds_all(minutes, keeper):
    visitor, public = Client(), f"/en/minutes/{minutes.pk}/"
    press(keeper, minutes, "approve")
    roundtable = "/en/regions/saone-et-loire/roundtables/44/"
    links = [public in visitor.get(roundtable).content.decode()]
    assert visitor.get(public).status_code == 404
    assert press(keeper, minutes, "publish") == "published"
    links.append(public in visitor.get(roundtable).content.decode())
    assert links == [False, True]
    shown = text_of(visitor.get(public)) + word_text(visitor.get(f"{public}file.docx"))
    assert [name in shown for name in ("Samira", "Zeynep", "Omar", "Léa", "Awa", QUOTE)] == [False] * 5 + [True]
    series = "/en/desk/regions/saone-et-loire/minutes/"
    assert "Samira Belkacem" in text_of(keeper.get(series))
    assert "Samira Belkacem" in word_text(keeper.get(f"{series}en.docx"))
    press(keeper, minutes, "unpublish")
    assert visitor.get(public).status_code == 404


@pytest.mark.parametrize(("language", "headings"), [("ar", "من حضر"), ("el", "Ποιοι")])
def test_a_word_file_has_headings_lists_language_and_direction(keeper, language, headings):
    document = word_text(keeper.get(f"{page(assembled(keeper, held(language)))}file.docx"))
    counted = [
        document.count(words) > 0 for words in ("<w:bidi/>", "<w:rtl/>", '<w:pStyle w:val="Heading1"/>', "<w:numPr>")
    ]
    assert counted == [language == "ar", language == "ar", True, True]
    assert (headings in document, {"ar": "ar-SA", "el": "el-GR"}[language] in document) == (True, True)


def test_a_pdf_is_offered_where_its_library_is_installed(minutes, keeper):
    made = can_make_pdf()
    assert keeper.get(f"{page(minutes)}file.pdf").status_code == (200 if made else 404)
    assert ("PDF" in text_of(keeper.get(page(minutes)))) == made
    # The library that draws would have pictures taken that were cut off.
    assert not ImageFile.LOAD_TRUNCATED_IMAGES


@pytest.mark.skipif(not can_make_pdf(), reason="WeasyPrint or Pango is not installed")
@pytest.mark.parametrize(("language", "words"), [("ar", "من حضر"), ("el", "Ποιοι")])
def test_a_pdf_is_tagged_and_its_text_is_read(keeper, language, words):
    reader = pytest.importorskip("pypdf")
    answer = keeper.get(f"{page(assembled(keeper, held(language)))}file.pdf")
    file = reader.PdfReader(BytesIO(answer.content))
    root = file.trailer["/Root"]
    assert (root["/Lang"], root["/MarkInfo"]["/Marked"], "/StructTreeRoot" in root) == (language, True, True)
    assert words in "".join(sheet.extract_text() for sheet in file.pages)


def test_the_desk_says_what_is_due(minutes, keeper):
    desk = text_of(keeper.get("/en/desk/"))
    assert "Minutes of 20 May 2026: to read and to send, due 3 June 2026" in desk
    press(keeper, minutes, "approve")
    assert "Minutes of 20 May 2026: approved, not published yet" in text_of(keeper.get("/en/desk/"))
