"""The agenda: filled from a template, put in order, with running times, and with what happened since last time."""

from datetime import timedelta

from django.conf import settings

from tests.factories import commitment, fields, fill, meeting, notices, report, text_of, tree
from tests.harness.html import elements
from tests.meetings.guests import DAY, coming, invited
from welcommune.meetings.models import AgendaItem
from welcommune.meetings.queries import answer_token


def points_of(row):
    points = AgendaItem.objects.filter(meeting=row).order_by("order")
    return [(point.kind, point.title.in_("fr"), point.minutes, point.speaker) for point in points]


def test_a_template_fills_an_empty_agenda_in_every_language(desk):
    row = coming()
    address = f"/en/desk/meetings/{row.pk}/agenda/"
    page = text_of(desk.post(f"{address}mapping/", follow=True))
    assert "14:00–14:10 welcome and who is here welcome" in page
    assert "14:25–14:40" in page
    kept = AgendaItem.objects.filter(meeting=row).order_by("order")
    assert [set(point.title) for point in kept] == [set(dict(settings.LANGUAGES))] * 6
    assert [point.minutes for point in kept] == [10, 15, 15, 35, 15, 10]
    answer = desk.post(f"{address}first/", follow=True)
    assert AgendaItem.objects.filter(meeting=row).count() == 6
    assert any("The agenda has points already" in notice for notice in notices(answer))


def test_what_is_said_in_languages_that_the_form_does_not_ask_for_stays(desk):
    row = coming(title={"fr": "Le garage", "ar": "المرآب"})
    AgendaItem.objects.create(meeting=row, title={"fr": "Les vélos", "ar": "الدراجات"}, order=0)
    agenda, record = (f"/en/desk/meetings/{row.pk}/{page}/" for page in ("agenda", "edit"))
    desk.post(f"{agenda}mapping/")
    assert fill(desk, record, title_fr="Le garage solidaire", agenda_fr="Les vélos prêtés").status_code == 302
    row.refresh_from_db()
    assert (row.title.in_("fr"), row.title.in_("ar")) == ("Le garage solidaire", "المرآب")
    assert AgendaItem.objects.get(meeting=row).title.in_("ar") == "الدراجات"
    fill(desk, agenda, title_0_fr="Les vélos, suite", title_1_fr="Le four à pain")
    found = AgendaItem.objects.filter(meeting=row).order_by("order")
    assert [point.title.in_("ar") for point in found] == ["الدراجات", ""]
    # A point before it does not take it over.
    fill(desk, record, agenda_fr="Accueil\nLes vélos, suite\nLe four à pain", agenda_en="")
    assert [point.title.in_("ar") for point in found.all()] == ["", "الدراجات", ""]


def test_the_words_of_a_template_go_with_the_point_that_was_reworded(desk):
    row = coming()
    agenda = f"/en/desk/meetings/{row.pk}/agenda/"
    desk.post(f"{agenda}mapping/")
    fill(desk, agenda, title_0_fr="Le four à pain", minutes_1="20")
    first, second = AgendaItem.objects.filter(meeting=row).order_by("order")[:2]
    assert set(first.title) == {"fr", "en"}
    assert set(second.title) == set(dict(settings.LANGUAGES))


def test_points_are_added_put_in_order_and_taken_out(desk, client_for):
    row = coming()
    address = f"/en/desk/meetings/{row.pk}/agenda/"
    one = {"place_0": "2", "kind_0": "spotlight", "title_0_fr": "Un garage solidaire", "minutes_0": "20"}
    other = {"place_1": "1", "title_1_fr": "Mot d’accueil", "minutes_1": "5", "speaker_0": "Garage du Val"}
    assert fill(desk, address, **one, **other).status_code == 302
    assert points_of(row) == [("", "Mot d’accueil", 5, ""), ("spotlight", "Un garage solidaire", 20, "Garage du Val")]
    first = AgendaItem.objects.get(meeting=row, order=1).pk
    # On the public page and the page for answering as well as here.
    guest = invited(row)[0]
    for seen in (f"/en/meetings/{row.pk}/", f"/en/meetings/answer/{answer_token(guest)}/"):
        shown = text_of(client_for(None).get(seen, follow=True))
        assert "14:05–14:25 Un garage solidaire" in shown
        assert "Garage du Val" in shown
    fill(desk, address, title_0_fr="", title_0_en="")
    assert points_of(row) == [("spotlight", "Un garage solidaire", 20, "Garage du Val")]
    assert AgendaItem.objects.get(meeting=row).pk == first
    # The titles of the record leave kind, minutes and speaker as they are.
    fill(desk, f"/en/desk/meetings/{row.pk}/edit/", agenda_fr="Le garage")
    assert points_of(row) == [("spotlight", "Le garage", 20, "Garage du Val")]


def test_two_people_on_one_agenda_the_second_is_told(desk):
    row = coming()
    address = f"/en/desk/meetings/{row.pk}/agenda/"
    old = fields(desk.get(address))
    fill(desk, address, title_0_fr="Mot d’accueil")
    answer = desk.post(address, old | {"title_0_fr": "Le logement"})
    assert answer.status_code == 200
    assert "Le logement" in str(fields(answer))
    assert points_of(row) == [("", "Mot d’accueil", None, "")]


def test_an_agenda_opens_with_what_happened_since_last_time(desk, client_for):
    before = meeting(day=DAY - timedelta(days=90), number=41)
    row = coming(number=42)
    commitment(before, "Demander un car plus tard")
    title = str(report(before).texts.get(language="en", is_current=True).title)
    guest = invited(row)[0]
    for client, seen in (
        (desk, f"/en/desk/meetings/{row.pk}/agenda/"),
        (client_for(None), f"/en/meetings/answer/{answer_token(guest)}/"),
    ):
        page = text_of(client.get(seen))
        assert "Since last time" in page
        assert "Demander un car plus tard" in page
        assert title in page


def test_what_is_written_in_a_language_is_typed_in_its_direction(desk):
    row = coming()
    for page in ("edit", "agenda"):
        boxes = {
            box.get("name"): (box.get("lang"), box.get("dir"))
            for box in elements(tree(desk.get(f"/ar/desk/meetings/{row.pk}/{page}/")), "input", "textarea")
        }
        assert {said for name, said in boxes.items() if name and name.endswith("_fr")} == {("fr", "ltr")}
