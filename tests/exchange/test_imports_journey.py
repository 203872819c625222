"""The import wizard through the browser's door: a messy list, its problems, confirm, the same again, undo."""

from typing import Any

import pytest
from django.apps import apps
from django.db import connection
from django.urls import reverse

from tests.exchange.wizard import DATA, NO_DATA, bring, confirm, press, send
from tests.factories import fields, notices, region, text_of
from welcommune.core.access import SYSTEM
from welcommune.core.ids import new_id
from welcommune.core.models import ExternalId
from welcommune.core.outbox import drain
from welcommune.core.tenancy import every_region
from welcommune.exchange.models import Import, ImportRow
from welcommune.exchange.queries.reading import private_files
from welcommune.stakeholders.actions import record_organisation
from welcommune.stakeholders.models import (
    Affiliation,
    Contact,
    Identifier,
    Membership,
    Organisation,
    OrganisationFacts,
)

HEAD = "Nom;Commune;SIRET;Type;Mail;Contact;Mail contact;Membre;Notes privées"
ROWS = [
    "Café associatif L’Étape;Digoin;404 833 048 00022;association;info@etape.example;Lina Essai;l@etape.example;oui;x",
    "Régie du Val d’Or;Gueugnon;;coopérative;;;;non;x",
    "Maison Bleue;Paray;123;association;;;;;x",
    "Atelier Vélo;Cluny;;truc bizarre;;;;;x",
    ";Mâcon;;;;;;;x",
    "Total;;;;;;;;12",
]
LIST = "\r\n".join([HEAD, *ROWS])
WRITTEN_TO = (Organisation, Identifier, Contact, Affiliation, Membership, ExternalId)


def kinds(batch: Import) -> dict[int, str]:
    return dict(batch.rows.values_list("number", "kind"))


def sizes() -> dict[str, int]:
    return {model.__name__: model._base_manager.count() for model in WRITTEN_TO}


def everything_but_imports() -> dict[str, list[Any]]:
    own = {"sessions", "exchange", "contenttypes"}
    models = [m for m in apps.get_models(include_auto_created=True) if m._meta.app_label not in own]
    quiet = {"core.AuditEvent", "core.OutboxMessage"}
    return {m._meta.label: list(m._base_manager.order_by("pk").values()) for m in models if m._meta.label not in quiet}


def test_nothing_is_written_before_confirm_and_each_row_says_what_it_would_do(desk):
    before = everything_but_imports()
    batch = bring(desk, LIST.encode("cp1252"))
    assert kinds(batch) == {2: "new", 3: "new", 4: "problem", 5: "problem", 6: "problem"}
    page = text_of(desk.get(f"/en/desk/imports/{batch.pk}/"))
    assert "A SIRET has 14 digits. You wrote “123”." in page
    assert "Nobody knows the word “truc bizarre” here." in page
    assert "The name is missing." in page
    assert "I “Notes privées”" in page
    assert everything_but_imports() == before


def test_confirmed_rows_are_there_with_contact_seat_and_number(desk):
    batch = bring(desk, LIST.encode("cp1252"))
    confirm(desk, batch)
    assert batch.state == "written"
    made = Organisation.objects.get(name="Café associatif L’Étape")
    assert (made.town, made.category.code, made.steward) == ("Digoin", "ngo", region())
    assert made.identifiers.get().value == "40483304800022"
    assert Membership.plain.get(organisation=made).state == "active"
    contact = Contact.plain.get(email="l@etape.example")
    assert (contact.name, contact.source, contact.purpose) == ("Lina Essai", "préfecture", "invitations")
    assert made.affiliations.get().contact == contact
    assert "Lina Essai" in text_of(desk.get("/en/desk/search/?q=lina"))
    press(desk, batch, "undo")
    assert "Lina Essai" not in text_of(desk.get("/en/desk/search/?q=lina"))
    assert not Organisation.objects.filter(name="Maison Bleue").exists()


def test_the_same_file_again_changes_nothing(desk):
    confirm(desk, bring(desk, LIST.encode("cp1252")))
    before = everything_but_imports()
    again = bring(desk, LIST.encode("cp1252"))
    assert {kinds(again)[number] for number in (2, 3)} == {"same"}
    confirm(desk, again)
    assert again.state == "checked"
    assert everything_but_imports() == before


def test_changed_rows_are_shown_as_differences_and_undone_to_what_was_before(desk):
    confirm(desk, bring(desk, LIST.encode("cp1252")))
    before = sizes()
    changed = LIST.replace("Gueugnon;;coopérative;;", "Gueugnon;;coopérative;regie@or.example;")
    batch = bring(desk, changed.encode())
    row = batch.rows.get(number=3)
    assert (row.kind, row.differences) == ("changed", [["email", "", "regie@or.example"]])
    confirm(desk, batch)
    entry = Organisation.objects.get(name="Régie du Val d’Or")
    assert entry.email == "regie@or.example"
    page = reverse("stakeholders:organisation", args=[entry.pk])
    assert "changed by a list that was brought in: e-mail" in text_of(desk.get(page))
    press(desk, batch, "undo")
    assert "put back as before the list: e-mail" in text_of(desk.get(page))
    assert batch.state == "undone"
    assert Organisation.objects.get(name="Régie du Val d’Or").email == ""
    assert sizes() == before


def test_undo_takes_back_what_came_and_says_what_stays(desk):
    before = sizes()
    batch = bring(desk, LIST.encode("cp1252"))
    confirm(desk, batch)
    made = Organisation.objects.get(name="Régie du Val d’Or")
    Organisation.objects.filter(pk=made.pk).update(version=2, about={"fr": "Écrit à la main"})
    page = text_of(press(desk, batch, "undo"))
    assert "Régie du Val d’Or it was changed since" in page
    after = sizes()
    assert {name: after[name] - before[name] for name in before} == {
        "Organisation": 1, "Identifier": 0, "Contact": 0, "Affiliation": 0, "Membership": 0, "ExternalId": 1,
    }  # fmt: skip


def test_unknown_words_are_told_once_and_remembered(desk):
    batch = bring(desk, LIST.encode("cp1252"))
    page = desk.get(f"/en/desk/imports/{batch.pk}/words/category/")
    assert "truc bizarre (1)" in text_of(page)
    press(desk, batch, "words/category", word_0="ngo")
    assert batch.rows.get(number=5).kind == "new"
    assert bring(desk, LIST.encode("cp1252")).rows.get(number=5).kind == "new"


def test_a_row_is_corrected_in_the_page_and_bad_values_of_a_column_are_left_out(desk):
    batch = bring(desk, LIST.encode("cp1252"))
    path = f"/en/desk/imports/{batch.pk}/rows/6/"
    answer = desk.post(path, fields(desk.get(path)) | {"cell_name": "Mission de Mâcon"})
    assert answer.status_code == 302
    batch.refresh_from_db()
    assert batch.rows.get(number=6).kind == "new"
    press(desk, batch, "without/siret")
    assert {n: k for n, k in kinds(batch).items() if n in {4, 6}} == {4: "new", 6: "new"}
    confirm(desk, batch)
    assert Organisation.objects.filter(name__in=["Mission de Mâcon", "Maison Bleue"]).count() == 2


def test_a_row_that_looks_like_an_entry_is_asked_about(desk):
    known = Organisation.objects.create(
        slug="regie", name="Regie du val d or", town="", language="fr", steward=region()
    )
    batch = bring(desk, LIST.encode("cp1252"))
    assert kinds(batch)[3] == "similar"
    press(desk, batch, "rows/3/judge", same_as=str(known.pk))
    assert kinds(batch)[3] == "changed"
    confirm(desk, batch)
    assert Organisation.objects.filter(town="Gueugnon").get() == known
    assert bring(desk, LIST.encode("cp1252")).rows.get(number=3).kind == "same"


def test_cancelled_means_the_file_and_all_that_was_read_are_gone(desk):
    batch = bring(desk, LIST.encode("cp1252"))
    name = batch.file
    assert private_files().exists(name)
    before = sizes()
    press(desk, batch, "cancel")
    assert (batch.state, batch.file, ImportRow.objects.filter(batch=batch).count()) == ("cancelled", "", 0)
    assert "Lina" not in str(batch.columns)
    assert sizes() == before


def test_a_long_list_is_checked_and_written_by_the_worker(desk):
    rows = [f"Organisation longue {number};Ville {number};;association;;;;;" for number in range(2100)]
    where = send(desk, "\n".join([HEAD, *rows]).encode(), "l.csv").redirect_chain[-1][0]
    answer = desk.post(where, fields(desk.get(where)) | {"purpose": "x"})
    assert answer.status_code == 302, notices(answer)
    batch = Import.plain.get()
    waiting = desk.get(f"/en/desk/imports/{batch.pk}/")
    assert waiting.headers["Refresh"] == "2"
    assert "0 of 2,100 rows" in text_of(waiting)
    drain()
    batch.refresh_from_db()
    assert batch.state == "checked"
    long = Organisation.objects.filter(name__startswith="Organisation longue")
    assert "0 of 2,100 rows" in text_of(confirm(desk, batch))
    assert (batch.state, batch.rows_done, long.count()) == ("written", 2100, 2100)
    assert "The list is being taken back" in text_of(press(desk, batch, "undo"))
    assert (batch.state, long.count()) == ("undone", 0)


def test_a_long_list_is_planned_anew_where_somebody_acted_meanwhile(desk):
    rows = [f"Organisation longue {number};Ville {number};;association;;;;;" for number in range(2100)]
    batch = bring(desk, "\n".join([HEAD, *rows]).encode())
    known = OrganisationFacts("Organisation longue 7", "fr", town="Ville 7")

    def meanwhile(execute, statement, values, many, context):
        """Somebody notes one of them as soon as all rows are read."""
        if "rows_done" in statement and 2100 in values and not Organisation.objects.filter(name=known.name).exists():
            with every_region("test"):
                record_organisation(by=SYSTEM, id=new_id(), facts=known, steward=region())
        return execute(statement, values, many, context)

    with connection.execute_wrapper(meanwhile):
        confirm(desk, batch)
    assert batch.state == "checked"
    # Told in the language of whoever reads it, whichever the list was brought in with.
    english, polish = (text_of(desk.get(f"/{language}/desk/imports/{batch.pk}/")) for language in ("en", "pl"))
    assert "The register has changed since the check" in english
    assert "Rejestr zmienił się od czasu sprawdzenia" in polish
    assert Organisation.objects.filter(name__startswith="Organisation longue").count() == 1


def test_what_came_in_is_found_by_words_until_it_is_undone(desk, client_for):
    def found():
        return "Café associatif" in text_of(client_for(None).get("/en/search/?q=etape"))

    batch = bring(desk, LIST.encode("cp1252"))
    assert not found()
    confirm(desk, batch)
    assert found()
    press(desk, batch, "undo")
    assert not found()


def test_another_region_never_sees_it(desk, cast, client_for):
    batch = bring(desk, LIST.encode("cp1252"))
    for role in ("stranger", "editor", "member"):
        assert client_for(cast[role]).get(reverse("exchange:import", args=[batch.pk])).status_code == 404


@pytest.mark.skipif(DATA is None, reason=NO_DATA)
def test_501_public_bodies(desk):
    file = DATA / "organisations" / "fr_public_bodies_odd.csv"
    batch = bring(desk, file.read_bytes(), "bodies.csv")
    assert (batch.rows_total, batch.counts["new"], batch.counts["problem"]) == (501, 470, 31)
    press(desk, batch, "without/siret")
    assert (batch.counts["new"], batch.counts["problem"]) == (489, 12)
    confirm(desk, batch)
    assert Organisation.objects.filter(steward=region(), created_at__gte=batch.created_at).count() == 489
    again = bring(desk, file.read_bytes(), "bodies.csv")
    assert (again.counts["same"], again.counts["problem"]) == (470, 31)


def test_values_on_which_two_rows_disagree_are_left_out_when_the_person_says_so(desk):
    rows = ["Nom;Commune;Téléphone", "Moulin;Cluny;03 85 00 00 01", "Moulin;Cluny;03 85 00 00 02"]
    batch = bring(desk, "\r\n".join(rows).encode())
    assert kinds(batch) == {2: "new", 3: "problem"}
    press(desk, batch, "without/phone")
    assert kinds(batch) == {2: "new", 3: "same"}
    confirm(desk, batch)
    assert Organisation.objects.get(name="Moulin").phone == "03 85 00 00 01"


@pytest.mark.parametrize(
    ("word", "code"),
    [
        ("employeur", "employer"), ("Chambre de commerce", "employer"), ("banque", "bank"),
        ("Mairies", "local_authority"), ("pracodawca", "employer"), ("επιχείρηση", "employer"), ("شركة", "employer"),
        ("parroquia", "faith_based"),
    ],
)  # fmt: skip
def test_everyday_words_for_kinds_are_understood(desk, word, code):
    batch = bring(desk, f"Nom;Commune;Type\r\nEssai;Cluny;{word}".encode())
    confirm(desk, batch)
    assert Organisation.objects.get(name="Essai").category.code == code


def test_the_log_calls_columns_what_people_call_them(desk):
    confirm(desk, bring(desk, LIST.encode("cp1252")))
    page = text_of(desk.get(f"/fr/desk/regions/{region().slug}/audit/"))
    assert "Commune" in page and "Contact : e-mail" in page
    assert "contact_email" not in page


def test_the_list_of_imports_counts_in_whole_words_and_tells_given_up_from_undone(desk):
    one = "Nom;Commune\r\nMoulin;Cluny"
    confirm(desk, bring(desk, one.encode(), source="une"))
    press(desk, Import.plain.latest("created_at"), "undo")
    press(desk, bring(desk, one.encode(), "autre.csv", source="deux"), "cancel")
    page = text_of(desk.get(f"/fr/desk/regions/{region().slug}/imports/"))
    assert "1 nouvelle ligne, 0 ligne modifiée" in page
    assert "abandonnée" in page and "annulée" in page and "autre.csv" in page
    # Each empty list is called what it is for, to all who look at it.
    assert "Listes vides à remplir organisations, avec leurs contacts et leurs places" in page


def test_what_contacts_may_be_written_to_about_is_remembered_for_the_source(desk):
    bring(desk, LIST.encode("cp1252"))
    page = send(desk, LIST.encode("cp1252"), "liste.csv")
    assert fields(page)["purpose"] == "invitations"


def test_signs_of_a_sentence_are_those_of_the_readers_language(desk):
    batch = bring(desk, LIST.encode("cp1252"))
    page = text_of(desk.get(f"/fr/desk/imports/{batch.pk}/"))
    assert "I « Notes privées »" in page
    assert "SIRET (France, établissement) : " in page


def test_what_was_found_is_said_in_the_language_of_whoever_reads_it(desk):
    confirm(desk, bring(desk, LIST.encode("cp1252")))
    other = LIST.replace("association;info", "fondation;info").replace("Régie du Val d’Or", "Régie du Val-d’Or")
    other = other.replace("Gueugnon", "").replace("truc bizarre", "associatoin").replace("Paray;123", "Paray;12A")
    head, *rest = other.split("\r\n")
    dated = [head + ";Membre depuis", rest[0] + ";2024-07-01", *[row + ";" for row in rest[1:]]]
    batch = bring(desk, "\r\n".join(dated).encode("cp1252"))
    french = text_of(desk.get(f"/fr/desk/imports/{batch.pk}/?kind=all"))
    assert "Un SIRET a 14 chiffres" in french or "Un SIRET s’écrit" in french
    assert "Personne ne connaît ici le mot" in french or "associatoin" in french
    assert "1er juillet 2024" in french and "2024-07-01" not in french
    assert "le même nom" in french or "presque le même nom" in french
    english = text_of(desk.get(f"/en/desk/imports/{batch.pk}/?kind=all"))
    assert "July 1, 2024" in english or "1 July 2024" in english
    assert "Nearest: “" in english and "Nearest" not in french
    greek = desk.get(f"/el/desk/imports/{batch.pk}/problems.csv").content.decode("utf-8-sig")
    assert "Nearest" not in greek and "Nobody" not in greek
    # Written in another language than it was checked in: nothing has changed since.
    desk.post(f"/fr/desk/imports/{batch.pk}/write/", {"turn": batch.turn})
    batch.refresh_from_db()
    assert batch.state == "written"
