"""All that an action can say comes in from a list of services: for whom, which level, what it costs, how one joins."""

from datetime import date
from typing import Any

import pytest

from tests.exchange.wizard import bring, confirm, press
from tests.factories import SEATS, fields, text_of, upload
from tests.mapping.places import bring as bring_places
from tests.mapping.places import communes
from welcommune.core.access import SYSTEM
from welcommune.core.ids import new_id
from welcommune.core.models import AuditEvent
from welcommune.core.saving import insert
from welcommune.exchange.models import Import, RowKind
from welcommune.mapping.actions import merge_actions
from welcommune.mapping.models import Action
from welcommune.stakeholders.models import Organisation

pytestmark = pytest.mark.usefixtures("scope")
HEAD = (
    "Nom du service;Partenaires;Commune;Code postal;Communes desservies;Situation administrative;Niveau de français;"
    "Statut;Tarif;Modalités d'inscription;Mobilisable par;Places;Horaires;Date de début;Date de fin;Langues;Date MAJ"
)
FULL = (
    "Cours du soir;{partner} | Inconnue;GENELARD;71420;Montceau-les-Mines | 71420;Demandeurs d'asile et BPI;A1 à B1;"
    "complet;10 € par an;Venir à la permanence;professionnels;12;mardi, 18 h;2026-01-06;30/06/2026;français | arabe;"
    "01/03/2026"
)
OPEN = "Atelier vélo;;Génelard;;;tout le monde;tous niveaux;ouvert;gratuit;;usagers | professionnels;;;;;;"


@pytest.fixture
def towns(network: Any, scope: None, tmp_path: Any, capsys: Any) -> None:
    assert bring_places(communes(tmp_path), "--country", "FR", "--vintage", "2026", "--source", "INSEE") == 0


@pytest.fixture
def partner(network: Any, scope: None) -> Organisation:
    found = Organisation.objects.filter(merged_into__isnull=True).order_by("name").first()
    assert found
    return found


def _list(*rows: str, head: str = HEAD) -> bytes:
    return "\n".join([head, *rows]).encode()


def _columns(batch: Any) -> list[str]:
    """What the columns were taken for, from the first to the last."""
    return [key for _index, key in sorted(batch.mapping.items(), key=lambda item: int(item[0]))]


def _problems(batch: Any, number: int) -> list[str]:
    return sorted(problem[0] for problem in batch.rows.get(number=number).problems if problem[3] == "error")


@pytest.mark.usefixtures("towns")
def test_all_columns_come_in_are_met_again_and_are_taken_back(desk: Any, partner: Organisation):
    content = _list(FULL.format(partner=partner.name), OPEN)
    batch = bring(desk, content, "annuaire.csv", "annuaire", "actions")
    assert len(batch.mapping) == 17, "every heading is known"
    assert list(batch.rows.values_list("kind", flat=True)) == [RowKind.NEW, RowKind.NEW]
    page = text_of(desk.get(f"/en/desk/imports/{batch.pk}/"))
    assert "it is not noted as a partner" in page
    assert "the words of the cell are kept beside it" in page
    confirm(desk, batch)
    evening, bicycles = Action.plain.get(name="Cours du soir"), Action.plain.get(name="Atelier vélo")
    assert (evening.is_for_everybody, {term.code for term in evening.situations.all()}) == (
        False, {"asylum_seeker", "refugee", "subsidiary_protection"},
    )  # fmt: skip
    assert (evening.level_from, evening.level_to, evening.state, evening.referral, evening.capacity) == (
        "A1", "B1", "waiting", "professionals", 12,
    )  # fmt: skip
    assert (evening.cost, evening.cost_note, evening.joining["fr"]) == ("paid", "10 € par an", "Venir à la permanence")
    assert (evening.starts_on, evening.ends_on, evening.confirmed_on) == (
        date(2026, 1, 6), date(2026, 6, 30), date(2026, 3, 1),
    )  # fmt: skip
    assert (evening.schedule, evening.languages, list(evening.partners.all())) == (
        "mardi, 18 h", ["fr", "ar"], [partner],
    )  # fmt: skip
    # The town is the one of the list of places, so that distances and maps know it.
    assert (evening.town, evening.place and evening.place.name, evening.serves) == ("GENELARD", "Génelard", "places")
    assert sorted(place.name for place in evening.places.all()) == ["Génelard", "Montceau-les-Mines"]
    assert (bicycles.is_for_everybody, bicycles.situations.count(), bicycles.cost, bicycles.cost_note) == (
        True, 0, "free", "",
    )  # fmt: skip
    assert (bicycles.level_from, bicycles.level_to, bicycles.referral) == ("A1", "C2", "anyone")
    again = bring(desk, content, "annuaire.csv", "annuaire", "actions")
    assert list(again.rows.values_list("kind", flat=True)) == [RowKind.SAME, RowKind.SAME]
    press(desk, again, "cancel")
    press(desk, batch, "undo")
    assert not Action.plain.exists()


@pytest.mark.usefixtures("towns")
def test_what_another_list_says_is_shown_replaces_and_is_as_before_once_undone(desk: Any, partner: Organisation):
    confirm(desk, bring(desk, _list(FULL.format(partner=partner.name), OPEN), "un.csv", "annuaire", "actions"))
    evening = Action.plain.get(name="Cours du soir")
    Action.plain.filter(pk=evening.pk).update(joining={**evening.joining, "ar": "تعال"}, confirmed_on="2026-05-02")
    head = "nom;commune;communes desservies;statuts acceptés;niveau;tarif;inscription;date maj"
    told = "Cours du soir;GENELARD;71420;réfugiés;à partir de A2;gratuit;Téléphoner;2026-04-01"
    wide = "Atelier vélo;Génelard;;asile;;;;"
    batch = bring(desk, _list(told, wide, head=head), "deux.csv", "annuaire", "actions")
    assert list(batch.rows.values_list("kind", flat=True)) == [RowKind.CHANGED, RowKind.CHANGED]
    page = text_of(desk.get(f"/en/desk/imports/{batch.pk}/"))
    for words in ("asylum seekers", "Montceau-les-Mines (71300)", "to be paid", "Téléphoner", "every legal situation"):
        assert words in page
    confirm(desk, batch)
    evening.refresh_from_db()
    assert ([term.code for term in evening.situations.all()], evening.cost) == (["refugee"], "free")
    # A price goes where it costs nothing any more; and one line of the log tells all that changed.
    assert evening.cost_note == ""
    assert AuditEvent.objects.filter(verb="exchange.change_record", object_id=evening.pk).count() == 1
    assert [place.name for place in evening.places.all()] == ["Génelard"]
    assert (evening.level_from, evening.level_to) == ("A2", "")
    # What the list does not speak of stays: another language, and a later confirmation.
    assert (dict(evening.joining), evening.confirmed_on) == ({"fr": "Téléphoner", "ar": "تعال"}, date(2026, 5, 2))
    bicycles = Action.plain.get(name="Atelier vélo")
    assert (bicycles.is_for_everybody, [term.code for term in bicycles.situations.all()]) == (False, ["asylum_seeker"])
    press(desk, batch, "undo")
    evening.refresh_from_db()
    bicycles.refresh_from_db()
    assert {term.code for term in evening.situations.all()} == {"asylum_seeker", "refugee", "subsidiary_protection"}
    assert sorted(place.name for place in evening.places.all()) == ["Génelard", "Montceau-les-Mines"]
    assert (evening.level_from, evening.level_to, evening.cost, evening.joining["fr"]) == (
        "A1", "B1", "paid", "Venir à la permanence",
    )  # fmt: skip
    assert (bicycles.is_for_everybody, bicycles.situations.count()) == (True, 0)


WRONG = """nom;situation administrative;niveau minimum;niveau maximum;état;tarif;mobilisable par;date maj;capacité
A voir;réfugiés | gens du voyage;B1;A2;bancal;gratuit puis 5 €;voisins;2999-01-01;beaucoup
Niveaux;;B2;A1;;;;;
"""


def test_what_cannot_be_read_is_told_by_row_and_column_and_words_are_told_once(desk: Any):
    batch = bring(desk, WRONG.encode(), "faux.csv", "annuaire", "actions")
    assert list(batch.rows.values_list("kind", flat=True)) == [RowKind.PROBLEM, RowKind.PROBLEM]
    assert _problems(batch, 2) == ["capacity", "cost", "dated", "level_to", "referral", "situations", "state"]
    assert _problems(batch, 3) == ["level_to"]
    page = text_of(desk.get(f"/en/desk/imports/{batch.pk}/"))
    assert "This day is still to come" in page
    assert "This level is below the one it starts from" in page
    # The word that nobody knows is asked for, not the whole cell that it stands in.
    answers = {"situations": "citizen", "state": "planned", "cost": "free", "referral": "anyone"}
    for field, meaning in answers.items():
        path = f"/en/desk/imports/{batch.pk}/words/{field}/"
        page = desk.get(path)
        if field == "situations":
            assert "gens du voyage" in text_of(page)
            assert "réfugiés" not in text_of(page)
        assert desk.post(path, fields(page) | {"word_0": meaning}).status_code == 302
    path = f"/en/desk/imports/{batch.pk}/rows/2/"
    desk.post(path, fields(desk.get(path)) | {"cell_dated": "2026-01-02", "cell_capacity": "8", "cell_level_to": "C1"})
    batch.refresh_from_db()
    assert batch.rows.get(number=2).kind == RowKind.NEW
    confirm(desk, batch)
    action = Action.plain.get(name="A voir")
    assert {term.code for term in action.situations.all()} == {"refugee", "citizen"}
    assert (action.state, action.cost, action.cost_note, action.referral) == (
        "planned", "free", "gratuit puis 5 €", "anyone",
    )  # fmt: skip


HEADINGS = {
    "en": "name;legal status;language level;availability;price;registration;who may refer;partners;places served;"
          "last updated",
    "es": "nombre;situación administrativa;nivel;estado;precio;inscripción;derivación;socios;municipios atendidos;"
          "actualizado",
    "pl": "nazwa;status prawny;poziom;stan;koszt;zapisy;skierowanie;partnerzy;obsługiwane miejscowości;aktualizacja",
    "el": "όνομα;νομική κατάσταση;επίπεδο;κατάσταση;κόστος;εγγραφή;παραπομπή;εταίροι;περιοχές που εξυπηρετούνται;"
          "ενημέρωση",
    "ar": "الاسم;الوضع القانوني;المستوى;الحالة;التكلفة;التسجيل;الإحالة;الشركاء;البلدات المشمولة;آخر تحديث",
}  # fmt: skip
CELLS = {
    "en": "Class;everybody;up to B1;full;free;;self-referral;;;2026-01-02",
    "es": "Clase;todos;hasta B1;lista de espera;gratis;;cualquier persona;;;2026-01-02",
    "pl": "Kurs;wszyscy;do B1;lista oczekujących;bezpłatnie;;bez skierowania;;;2026-01-02",
    "el": "Μάθημα;όλοι;έως B1;λίστα αναμονής;δωρεάν;;χωρίς παραπομπή;;;2026-01-02",
    "ar": "درس;الجميع;حتى B1;قائمة انتظار;مجاني;;بدون إحالة;;;2026-01-02",
}


@pytest.mark.parametrize("language", HEADINGS)
def test_headings_and_words_are_known_in_each_language(desk: Any, language: str):
    batch = bring(desk, _list(CELLS[language], head=HEADINGS[language]), f"{language}.csv", language, "actions")
    assert _columns(batch) == [
        "name", "situations", "level", "state", "cost", "joining", "referral", "partners", "served", "dated",
    ]  # fmt: skip
    confirm(desk, batch)
    action = Action.plain.get()
    assert (action.is_for_everybody, action.level_from, action.level_to, action.state) == (True, "", "B1", "waiting")
    assert (action.cost, action.referral) == ("free", "anyone")


def test_the_columns_of_the_plain_table_and_the_template_are_known(desk: Any):
    head = "id,name,situations,level_from,level_to,serves,served,state,cost,cost_note,joining,referral,dated,is_public"
    row = '7,Cours,"refugee, stateless",alpha,A1,travelling,,seasonal,paid,5 €,Venir,professionals,2026-02-01,oui'
    batch = bring(desk, f"{head}\n{row}\n".encode(), "table.csv", "table", "actions")
    assert _columns(batch) == ["key", *head.split(",")[1:]]
    confirm(desk, batch)
    action = Action.plain.get()
    assert (action.level_from, action.serves, action.state, action.cost_note, action.is_public) == (
        "alpha", "travelling", "seasonal", "5 €", True,
    )  # fmt: skip


@pytest.mark.usefixtures("towns")
def test_a_town_that_may_be_several_is_told_of_and_not_guessed(desk: Any):
    content = "nom;code postal;commune;communes desservies\nUn;71300;;\nDeux;;Nulle-Part;71300 | Montceau les Mines\n"
    batch = bring(desk, content.encode(), "lieux.csv", "lieux", "actions")
    page = text_of(desk.get(f"/en/desk/imports/{batch.pk}/?kind=all"))
    assert "may mean several towns" in page
    # What is only a remark can be put right, too.
    path = f"/en/desk/imports/{batch.pk}/rows/2/"
    assert f'href="{path}"' in desk.get(f"/en/desk/imports/{batch.pk}/?kind=all").content.decode()
    confirm(desk, batch)
    two = Action.plain.get(name="Deux")
    assert (Action.plain.get(name="Un").place, two.place, two.town) == (None, None, "Nulle-Part")
    assert [place.name for place in two.places.all()] == ["Montceau-les-Mines"]


def test_what_no_column_says_is_told_for_all_rows(desk: Any):
    sent = {"id": str(new_id()), "target": "actions", "source": "x", "file": upload(b"nom\nCours\nVelo\n", "a.csv")}
    page = desk.post(f"/en/desk/regions/{SEATS}/imports/new/", sent, follow=True)
    told = {"all_situations": "everybody", "all_cost": "free", "all_dated": "2026-03-01", "all_is_public": "yes"}
    assert desk.post(page.request["PATH_INFO"], fields(page) | told).status_code == 302
    confirm(desk, Import.plain.latest("created_at"))
    kept = Action.plain.values_list("is_for_everybody", "cost", "confirmed_on", "is_public")
    assert list(kept) == [(True, "free", date(2026, 3, 1), True)] * 2


def test_another_list_speaks_of_the_action_that_stands_and_not_of_the_one_merged_into_it(desk: Any):
    head = "Nom du service;Commune;Horaires"
    confirm(desk, bring(desk, _list("Café des langues;Autun;lundi", head=head), "un.csv", "un", "actions"))
    gone = Action.plain.get(name="Café des langues")
    stands = insert(Action(id=new_id(), region=gone.region, name="Café-langues", slug="cafe-langues", language="fr"))
    merge_actions(by=SYSTEM, kept=stands, absorbed=gone, seen=(stands.version, gone.version))
    again = bring(desk, _list("Café des langues;Autun;lundi", head=head), "un.csv", "un", "actions")
    assert [row.object_id for row in again.rows.all()] == [stands.pk]
    other = bring(desk, _list("Café des langues;Autun;mardi", head=head), "deux.csv", "deux", "actions")
    assert {row.kind for row in other.rows.all()} == {"new"}
