"""The register at the desk: lookalikes, numbers of others, seats, the list and its table, merging by the pages."""

import pytest
from django.utils import timezone

from tests.factories import OTHER, SEATS, beside, fields, fill, meeting, notices, region, table, text_of, tree
from tests.harness.html import elements
from welcommune.core.saving import insert
from welcommune.meetings.models import Participant
from welcommune.search.actions import reindex
from welcommune.stakeholders.models import Identifier, Membership, MembershipState, Merge, Organisation
from welcommune.stakeholders.queries.register import years_before

pytestmark = pytest.mark.usefixtures("scope")
LIST = f"/en/desk/regions/{SEATS}/organisations/"
NEW = f"{LIST}new/"


def known(slug: str, name: str, at: str = SEATS, **more) -> Organisation:
    row = insert(Organisation(slug=slug, name=name, language="fr", steward=region(at), **more))
    reindex(row)
    return row


@pytest.fixture
def desk(cast, client_for):
    return client_for(cast["facilitator"])


def test_a_lookalike_is_shown_once_and_the_entry_kept_when_it_is_another(desk):
    there = known("hirondelle", "Association L’Hirondelle", town="Mâcon")
    page = fill(desk, NEW, name="Hirondelle")
    assert page.status_code == 200
    assert notices(page)[-1].startswith("Is it one of these? Association L’Hirondelle")
    assert "the same name" in notices(page)[-1]
    assert f"/en/desk/organisations/{there.pk}/" in page.content.decode()
    assert Organisation.objects.filter(name="Hirondelle").count() == 0
    assert fill(desk, NEW, name="Hirondelle", another="on").status_code == 302
    made = Organisation.objects.get(name="Hirondelle")
    assert (made.slug, made.steward) == ("hirondelle-2", region())


@pytest.mark.parametrize(
    ("name", "address"),
    [
        ("Κέντρο Αλληλεγγύης Ουράνιο", "kentro-allileggyis-ouranio"),
        ("Łódzki Żółw", "lodzki-zolw"),
        ("جمعية الجسر", "jmayh-aljsr"),
        ("Громада Київ", "hromada-kyiv"),
    ],
)
def test_a_name_in_another_script_has_an_address_that_can_be_told_from_others(desk, name, address):
    assert fill(desk, NEW, name=name).status_code == 302
    assert Organisation.objects.get(name=name).slug == address


def test_an_entry_is_part_of_what_is_near_or_of_what_it_was_part_of(desk):
    near, far = known("near", "Near"), known("far", "Far", at=OTHER)
    row = known("part", "Part", parent=far)

    def offered(path: str) -> set[str]:
        parents = next(each for each in elements(tree(desk.get(path)), "select") if each.get("name") == "parent")
        return {option.get("value") or "" for option in elements(parents, "option")}

    assert offered(NEW) & {str(pk) for pk in (near.pk, far.pk)} == {str(near.pk)}
    edit = f"/en/desk/organisations/{row.pk}/edit/"
    assert offered(edit) & {str(pk) for pk in (near.pk, far.pk, row.pk)} == {str(near.pk), str(far.pk)}


def test_the_same_is_told_while_typing(desk):
    known("hirondelle", "Association L’Hirondelle")
    fragment = desk.get(f"{LIST}alike/?name=hirondele").content.decode()
    assert ("Hirondelle" in fragment, "nearly the same name" in fragment, "<html" in fragment) == (True, True, False)
    assert desk.get(f"{LIST}alike/?name=").content.decode().strip() == ""


def test_numbers_are_checked_beside_their_field(desk):
    assert beside(fill(desk, NEW, name="Zzz", number_siret="4048330480002"))["number_siret"] == (
        "A SIRET has 14 digits; you wrote 13."
    )
    owner = known("owner", "Owner")
    insert(Identifier(organisation=owner, scheme="siren", value="404833048"))
    reindex(owner)
    page = fill(desk, NEW, name="Zzz", number_siren="404 833 048", another="on")
    assert beside(page)["number_siren"] == "“Owner” already has this number. Perhaps it is the same organisation."
    assert f"/en/desk/organisations/{owner.pk}/" in page.content.decode()


def test_a_seat_is_given_in_the_own_region_to_an_entry_that_others_keep(desk):
    theirs = known("theirs", "Theirs", at=OTHER)
    page = f"/en/desk/organisations/{theirs.pk}/"
    assert desk.get(page).status_code == 200
    assert [desk.get(f"{page}{what}/").status_code for what in ("edit", "merge")] == [404, 404]
    assert desk.post(f"{page}confirm/").status_code == 404
    assert fill(desk, f"{LIST}{theirs.pk}/seat/", role="expert").status_code == 302
    seat = Membership.objects.get(organisation=theirs)
    assert (seat.region, seat.role) == (region(), "expert")
    desk.post(f"/en/desk/seats/{seat.pk}/end/")
    seat.refresh_from_db()
    assert seat.state == MembershipState.PAST
    assert desk.get(f"/en/desk/regions/{OTHER}/organisations/{theirs.pk}/seat/").status_code == 404


def test_who_does_not_keep_a_sensitive_entry_sees_its_town_only(desk):
    theirs = known(
        "shelter", "Shelter", at=OTHER, is_sensitive=True, address="1 rue Cachée", town="Apt", places=["Bas"]
    )
    page = text_of(desk.get(f"/en/desk/organisations/{theirs.pk}/"))
    assert ("Apt" in page, "rue Cachée" in page, "Bas" in page) == (True, False, False)


def test_an_entry_is_no_part_of_what_is_part_of_it(desk):
    top = known("top", "Federation of all")
    middle = known("middle", "Chapter of the valley", parent=top)
    low = known("low", "Office of the village", parent=middle)
    answer = fill(desk, f"/en/desk/organisations/{top.pk}/edit/", parent=str(low.pk))
    assert beside(answer) == {"parent": "An organisation cannot be part of itself."}
    top.refresh_from_db()
    assert top.parent is None


def test_the_list_is_filtered_and_its_table_holds_no_formula(desk):
    known("calc", "=1+1", phone="+33 1", town="Cluny")
    known("fresh", "Fresh", town="Digoin")
    shown = [row[0] for row in table(desk.get(f"{LIST}?q=cluny"), "Organisations of the region")]
    assert shown == ["=1+1"]
    assert desk.get(f"{LIST}?seat=invited&age=fresh").status_code == 200
    lines = desk.get(f"{LIST}list.csv?q=cluny").content.decode().splitlines()
    assert lines[1].split(",")[:1] == ["'=1+1"]
    assert "'+33 1" in lines[1]


def names_in(desk, query: str = "") -> list[str]:
    """The names in the list, in their order."""
    page = desk.get(f"{LIST}{query}")
    return (
        [row[0] for row in table(page, "Organisations of the region")]
        if "No organisation fits" not in text_of(page)
        else []
    )


def test_the_list_is_narrowed_by_age_seat_presence_and_who_keeps_the_entry(desk):
    Membership.objects.filter(region=region()).delete()
    Organisation.objects.filter(steward=region()).update(steward=None)
    today = timezone.localdate()
    known("zebre", "Zèbre", confirmed_on=today)
    known("old", "Éclat", confirmed_on=years_before(today, 2))
    known("ours", "Bois", confirmed_on=years_before(today, 1))
    theirs = known("theirs", "Ärzte", at=OTHER)
    insert(Membership(region=region(), organisation=theirs))
    held = meeting()
    Participant.objects.create(meeting=held, organisation=theirs)
    asked = {
        "": ["Ärzte", "Bois", "Éclat", "Zèbre"], "?age=stale": ["Ärzte", "Éclat"], "?age=stale&kept=here": ["Éclat"],
        "?age=fresh": ["Zèbre"], "?age=to_confirm": ["Bois"], "?kept=elsewhere": ["Ärzte"],
        "?seat=none": ["Bois", "Éclat", "Zèbre"],
        "?seat=active": ["Ärzte"], "?presence=never": ["Bois", "Éclat", "Zèbre"],
        "?sort=oldest": ["Ärzte", "Éclat", "Bois", "Zèbre"],
        "?q=ECLAT": ["Éclat"], "?seat=past": [], "?presence=moon": ["Ärzte", "Bois", "Éclat", "Zèbre"],
    }  # fmt: skip
    assert {query: names_in(desk, query) for query in asked} == asked


def test_two_entries_are_chosen_in_the_list(desk):
    one, two, theirs = known("one", "Maison"), known("two", "Maison"), known("theirs", "Maison", at=OTHER)
    insert(Membership(region=region(), organisation=theirs))
    page = desk.get(f"{LIST}?q=maison")
    boxes = [box.get("value") for box in elements(tree(page), "input") if box.get("name") == "pick"]
    assert sorted(boxes) == sorted([str(one.pk), str(two.pk)])
    chosen = desk.get(f"{LIST}merge/", {"pick": boxes})
    assert chosen["Location"] == f"/en/desk/organisations/{boxes[0]}/merge/{boxes[1]}/"
    for wrong in (
        [],
        boxes[:1],
        [boxes[0], boxes[0]],
        [boxes[0], str(theirs.pk)],
        [*boxes, str(theirs.pk)],
        ["x", "y"],
    ):
        answer = desk.get(f"{LIST}merge/", {"pick": wrong}, follow=True)
        assert "Tick two entries that your region looks after" in " ".join(notices(answer)), wrong


def test_the_history_names_fields_in_words(desk):
    row = known("maison", "Maison")
    fill(desk, f"/en/desk/organisations/{row.pk}/edit/", town="Cluny", number_siren="404833048")
    assert "changed: numbers in registers, town" in text_of(desk.get(f"/en/desk/organisations/{row.pk}/"))


def test_addresses_that_will_not_do_are_told_of_in_our_words(desk):
    page = text_of(fill(desk, NEW, name="Maison Neuve", website="no address", email="nobody"))
    assert "Write the address of a web page, for example https://example.org." in page
    assert "Write one e-mail address, for example contact@example.org." in page


def test_the_entry_with_a_seat_is_proposed_to_stay_whichever_was_opened(desk):
    bare, seated = (insert(Organisation(slug=s, name=s, language="fr", steward=region())) for s in ("bare", "seated"))
    insert(Membership(region=region(), organisation=seated))
    for one, other, stays in ((bare, seated, "second"), (seated, bare, "first")):
        page = desk.get(f"/en/desk/organisations/{one.pk}/merge/{other.pk}/")
        assert fields(page)["stays"] == stays


def test_two_entries_are_merged_and_taken_apart_by_the_pages(desk):
    one, two = known("one", "Maison", town="Mâcon"), known("two", "Maison", website="https://two.example")
    insert(Membership(region=region(), organisation=two))
    assert "Maison" in text_of(desk.get(f"/en/desk/organisations/{one.pk}/merge/"))
    assert fill(desk, f"/en/desk/organisations/{one.pk}/merge/{two.pk}/", stays="first").status_code == 302
    one.refresh_from_db()
    assert (one.town, one.website) == ("Mâcon", "https://two.example")
    page = desk.get(f"/en/desk/organisations/{two.pk}/")
    assert (page.status_code, page["Location"]) == (302, f"/en/desk/organisations/{one.pk}/")
    merge = Merge.objects.get()
    assert "merged with another entry" in text_of(desk.get(page["Location"]))
    desk.post(f"/en/desk/organisations/{one.pk}/merges/{merge.pk}/undo/")
    two.refresh_from_db()
    assert (two.merged_into, two.website, two.memberships.count()) == (None, "https://two.example", 1)


def test_lookalikes_that_are_two_make_room_for_the_others_and_can_be_looked_at_again(desk, client_for, cast):
    one, *others = (known(f"quai-{at}", "Quai des Rencontres", town=f"{at}") for at in range(7))
    path = f"/en/desk/organisations/{one.pk}/merge/"

    def asked() -> set[str]:
        page = desk.get(path).content.decode()
        return {str(other.pk) for other in others if f'"{path}{other.pk}/"' in page}

    assert len(asked()) == 5
    gone = sorted(asked())[0]
    assert client_for(cast["editor"]).post(f"{path}{gone}/two/").status_code == 404
    page = desk.post(f"{path}{gone}/two/", follow=True)
    assert "Noted: they are two." in text_of(page) and str(cast["facilitator"]) in text_of(page)
    assert len(asked()) == 5 and gone not in asked()
    assert "No other entry that you keep has these words." in text_of(desk.get(path, {"q": "zzz"}))
    # While typing, and among those found by their name, it stays.
    assert gone in desk.get(path, {"q": "quai"}).content.decode()
    entry = text_of(desk.get(f"/en/desk/organisations/{one.pk}/"))
    assert "noted as another one than a lookalike" in entry
    assert "They are among those that may be one again." in text_of(desk.post(f"{path}{gone}/again/", follow=True))
    assert gone in asked()
    refused = desk.post(f"{path}{one.pk}/two/", follow=True)
    assert "Choose two different entries." in text_of(refused)


def test_a_name_in_a_language_that_is_not_spoken_here_stays(desk):
    row = known("le-four", "Le Four", names={"fr": "Le Four", "pl": "Piec"}, about={"pl": "Chleb"})
    assert fill(desk, f"/en/desk/organisations/{row.pk}/edit/", town="Cluny").status_code == 302
    row.refresh_from_db()
    assert (row.town, row.names.in_("pl"), row.about.in_("pl")) == ("Cluny", "Piec", "Chleb")
