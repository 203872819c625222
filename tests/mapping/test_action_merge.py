"""Actions that are on record twice: told while typing and in the list, made one, taken apart."""

from typing import Any

import pytest

from tests.factories import SEATS, beside, fields, fill, region, term, text_of
from welcommune.core.ids import new_id
from welcommune.core.models import AuditEvent, Source
from welcommune.core.saving import insert
from welcommune.mapping.models import Action, FundingLine

pytestmark = pytest.mark.usefixtures("scope")
HOME = f"/en/desk/regions/{SEATS}/actions/"
PUBLIC = f"/en/regions/{SEATS}/actions/"
COUNTED = {"version", "changed_at"}


@pytest.fixture
def desk(network, cast, client_for):
    return client_for(cast["editor"])


def kept(desk, **typed) -> Action:
    """An action that an editor put on record."""
    before = set(Action.plain.values_list("pk", flat=True))
    answer = fill(desk, f"{HOME}new/", **({"name": "Cours de français", "language": "fr", "town": "Mâcon"} | typed))
    assert answer.status_code == 302, (beside(answer), text_of(answer)[:300])
    return Action.plain.exclude(pk__in=before).get()


def everything() -> list[Any]:
    """Every action with what stands beside it, every funding line and source, without the counters of saves."""
    actions = [
        (
            {name: value for name, value in row.items() if name not in COUNTED},
            sorted(Action.plain.get(pk=row["id"]).themes.values_list("code", flat=True)),
            sorted(Action.plain.get(pk=row["id"]).situations.values_list("code", flat=True)),
        )
        for row in Action.plain.order_by("pk").values()
    ]
    lines = FundingLine.plain.order_by("pk").values_list("pk", "action")
    return [actions, list(lines), list(Source.objects.order_by("pk").values_list("pk", "object_id"))]


def test_whoever_types_what_is_on_record_already_is_told_and_decides(desk):
    first = kept(desk)
    typed = {"name": "Cours de francias", "language": "fr", "town": "Macon"}
    assert f"/en/desk/actions/{first.pk}/" in desk.get(f"{HOME}alike/", typed).content.decode()
    assert desk.get(f"{HOME}alike/", typed | {"town": "Autun"}).content.strip() == b""
    answer = fill(desk, f"{HOME}new/", **typed)
    assert "Look at the entries that are alike" in text_of(answer)
    assert Action.plain.count() == 1
    assert desk.post(f"{HOME}new/", fields(answer) | {"another": "on"}).status_code == 302
    second = Action.plain.exclude(pk=first.pk).get()
    pair = {f"/en/desk/actions/{one}/merge/{other}/" for one, other in ((first.pk, second.pk), (second.pk, first.pk))}
    page = desk.get(HOME).content.decode()
    assert sum(path in page for path in pair) == 1


def test_a_name_that_says_a_word_or_two_more_may_be_the_same_action(desk):
    long = kept(desk, name="Cours de français du mercredi Été")
    typed = {"name": "cours francais du mercredi", "town": "Macon"}
    assert f"/en/desk/actions/{long.pk}/" in desk.get(f"{HOME}alike/", typed).content.decode()
    short = kept(desk, name="cours francais du mercredi", another="on")
    assert "merge/" in desk.get(HOME).content.decode()
    assert str(long.pk) in desk.get(f"/en/desk/actions/{short.pk}/merge/").content.decode()
    # Two words are too few to tell by, a level tells two courses apart, and so does another town.
    for name, town in (("Cours français", ""), ("Cours de français du mercredi été A2", ""), (typed["name"], "Autun")):
        assert str(long.pk) not in desk.get(f"{HOME}alike/", {"name": name, "town": town}).content.decode()


def test_texts_of_several_languages_stand_apart_beside_each_other(desk):
    first, second = kept(desk), kept(desk, another="on", town="")
    Action.plain.filter(pk=first.pk).update(about={"fr": "Le mercredi.", "en": "On Wednesdays."})
    Action.plain.filter(pk=second.pk).update(about={"fr": "Le jeudi."})
    shown = text_of(desk.get(f"/en/desk/actions/{first.pk}/merge/{second.pk}/"))
    assert (
        "French: Le mercredi. · English: On Wednesdays." in shown
        or "English: On Wednesdays. · French: Le mercredi." in shown
    )
    assert "Le jeudi." in shown and "French: Le jeudi." not in shown


def test_two_entries_become_one_with_all_that_both_had_and_can_be_taken_apart(desk, client_for):
    asylum, refugee = (term(code, "situation") for code in ("asylum_seeker", "refugee"))
    first = kept(desk, themes=[str(term("language", "theme").pk)], accepted="some", situations=[str(asylum.pk)])
    second = kept(
        desk, another="on", town="", phone="+33 1 99 00 12 34", themes=[str(term("health", "theme").pk)],
        accepted="some", situations=[str(refugee.pk)], source="their leaflet",
    )  # fmt: skip
    insert(FundingLine(id=new_id(), region=region(), action=second, purpose="Lessons"))
    before = everything()
    path = f"/en/desk/actions/{first.pk}/"
    compare = f"{path}merge/{second.pk}/"
    assert compare in desk.get(f"{path}merge/", {"q": "cours"}).content.decode()
    assert desk.post(compare, fields(desk.get(compare))).status_code == 302
    one = Action.plain.get(merged_into__isnull=True)
    assert (one.pk, one.town, one.phone) == (first.pk, "Mâcon", "+33 1 99 00 12 34")
    assert set(one.themes.values_list("code", flat=True)) == {"language", "health"}
    assert set(one.situations.values_list("code", flat=True)) == {"asylum_seeker", "refugee"}
    assert FundingLine.plain.get().action_id == first.pk
    assert Source.objects.filter(object_id=first.pk, text="their leaflet").count() == 1
    onward = client_for(None).get(f"{PUBLIC}{second.slug}/")
    assert (onward.status_code, onward["Location"]) == (302, f"{PUBLIC}{first.slug}/")
    undo = f"{path}merges/{one.merges.get().pk}/undo/"
    assert "The two entries are apart again." in text_of(desk.post(undo, follow=True))
    assert everything() == before
    assert "This merge has been undone already." in text_of(desk.post(undo, follow=True))


def test_two_that_are_alike_and_are_two_are_not_asked_about_again_until_somebody_looks_again(desk, client_for, cast):
    first, second = kept(desk), kept(desk, another="on", town="")
    path = f"/en/desk/actions/{first.pk}/merge/"
    two, again = (f"{path}{second.pk}/{act}/" for act in ("two", "again"))
    compared = {f"{path}{second.pk}/", f"/en/desk/actions/{second.pk}/merge/{first.pk}/"}

    def asks(where: str) -> bool:
        return any(f'"{address}"' in desk.get(where).content.decode() for address in compared)

    assert asks(HOME) and asks(path)
    assert "Is it on record twice?" in text_of(desk.get(HOME))
    assert client_for(cast["auditor"]).post(two).status_code == 404
    noted = desk.post(two, {"from": "list"}, follow=True)
    assert noted.request["PATH_INFO"] == HOME
    assert "Noted: they are two." in text_of(noted) and "Noted as two (1)" in text_of(noted)
    assert str(cast["editor"]) in text_of(noted)
    assert not asks(HOME) and not asks(path) and not asks(f"/en/desk/actions/{second.pk}/merge/")
    assert again in desk.get(path).content.decode()
    assert "Is it on record twice?" not in text_of(desk.get(HOME))
    assert "No further entry that you keep looks like this one." in text_of(desk.get(path))
    assert "No other entry that you keep has these words." in text_of(desk.get(path, {"q": "zzz"}))
    # Whoever types such a name is told all the same, and whoever looks for the entry finds it.
    assert str(second.pk) in desk.get(f"{HOME}alike/", {"name": "Cours de français"}).content.decode()
    assert f'"{path}{second.pk}/"' in desk.get(path, {"q": "cours"}).content.decode()
    # Said twice, from whichever side, it is noted once, and in the log once.
    desk.post(f"/en/desk/actions/{second.pk}/merge/{first.pk}/two/")
    assert [event.verb for event in AuditEvent.objects.filter(verb__endswith="_two")] == ["mapping.keep_two"]
    assert desk.post(f"/en/desk/actions/{second.pk}/merge/{first.pk}/again/", follow=True).status_code == 200
    assert asks(HOME) and asks(path)
    assert AuditEvent.objects.filter(verb="mapping.look_again").count() == 1


def test_what_was_not_the_one_entry_is_not_the_one_that_stands_for_it_either(desk):
    one, other, third = kept(desk), kept(desk, another="on", town=""), kept(desk, another="on", town="")
    desk.post(f"/en/desk/actions/{one.pk}/merge/{other.pk}/two/")
    compare = f"/en/desk/actions/{third.pk}/merge/{one.pk}/"
    assert desk.post(compare, fields(desk.get(compare))).status_code == 302
    assert (
        str(other.pk) not in desk.get(f"/en/desk/actions/{third.pk}/merge/").content.decode().partition("Noted as")[0]
    )
    desk.post(f"/en/desk/actions/{third.pk}/merges/{third.merges.get().pk}/undo/")
    assert f"/merge/{other.pk}/again/" in desk.get(f"/en/desk/actions/{one.pk}/merge/").content.decode()
    assert f'/merge/{other.pk}/"' in desk.get(f"/en/desk/actions/{third.pk}/merge/").content.decode()
