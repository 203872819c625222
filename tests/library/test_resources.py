"""Resources: through the desk into the public list, with their files; a portrait goes with its consent."""

import zipfile
from io import BytesIO

import pytest
from django.core.files.storage import default_storage
from django.test import override_settings

from tests.factories import SEATS, beside, fields, fill, notices, term, text_of, tree, upload
from tests.harness.html import elements
from welcommune.core.models import AuditEvent
from welcommune.core.publication import publish as move_stamps
from welcommune.library.models import Resource
from welcommune.stakeholders.models import Organisation

pytestmark = pytest.mark.usefixtures("scope")
HOME = f"/en/desk/regions/{SEATS}/resources/"
GUIDE = {"kind": "guide", "title_fr": "Le premier rendez-vous", "title_en": "The first appointment"}
CONSENT = {"portrays": True, "consent_given_on": "2026-03-09", "consent_how": "signed form"}
PDF = b"%PDF-1.7\n%%EOF"
NOT_KEPT = "This file is of a kind that we do not keep, or it holds a program."


@pytest.fixture
def desk(network, cast, client_for):
    return client_for(cast["editor"])


@pytest.fixture
def visitor(network, client_for):
    return client_for(None)


def kept(desk, **typed):
    """A resource that an editor put on record."""
    before = set(Resource.plain.values_list("pk", flat=True))
    answer = fill(desk, f"{HOME}new/", **(GUIDE | typed))
    assert answer.status_code == 302, (beside(answer), text_of(answer)[:300])
    return Resource.plain.exclude(pk__in=before).get()


def published(desk, **typed):
    resource = kept(desk, **({"url": "https://example.org/guide"} | typed))
    press(desk, resource, "publish")
    return Resource.plain.get(pk=resource.pk)


def press(desk, resource, act, **typed):
    return desk.post(f"/en/desk/resources/{resource.pk}/{act}/", typed)


def titles(visitor, query=""):
    page = tree(visitor.get(f"/en/resources/{query}"))
    heads = [head for head in elements(page, "h2") if "entry-title" in head.get("class", "")]
    return ["".join(next(iter(elements(head, "a"))).itertext()).strip() for head in heads]


# From draft to public and back.


def test_a_draft_is_seen_by_nobody_until_it_is_published(desk, visitor):
    resource = kept(desk, url="https://example.org/guide")
    page = f"/en/resources/{resource.slug}/"
    assert (resource.state, resource.slug) == ("draft", "the-first-appointment")
    assert (visitor.get(page).status_code, "The first appointment" in titles(visitor)) == (404, False)
    press(desk, resource, "publish")
    assert (visitor.get(page).status_code, "The first appointment" in titles(visitor)) == (200, True)
    assert "The first appointment" in text_of(visitor.get(f"/en/regions/{SEATS}/"))
    press(desk, resource, "withdraw")
    assert (visitor.get(page).status_code, "The first appointment" in titles(visitor)) == (404, False)


def test_without_link_or_file_there_is_nothing_to_publish(desk):
    resource = kept(desk)
    answer = press(desk, resource, "publish")
    assert notices(desk.get(answer["Location"]))[-1] == "There is nothing to read yet. Give a link or a file first."
    assert Resource.plain.get(pk=resource.pk).state == "draft"


def test_what_one_goes_to_needs_neither(desk):
    assert [published(desk, kind=kind, url="").is_public for kind in ("event", "activity")] == [True, True]


def test_what_was_public_before_can_be_public_again(desk):
    letter = Resource.plain.get(slug="viltais-newsletter-5")
    states = []
    for act in ("withdraw", "publish"):
        press(desk, letter, act)
        states.append(Resource.plain.get(pk=letter.pk).state)
    assert states == ["withdrawn", "published"]


def test_a_draft_can_be_deleted_and_what_was_public_not(desk):
    draft, old = kept(desk), published(desk, title_en="Old news")
    press(desk, draft, "delete")
    answer = press(desk, old, "delete")
    assert [Resource.plain.filter(pk=row.pk).exists() for row in (draft, old)] == [False, True]
    said = notices(desk.get(answer["Location"]))[-1]
    assert said == "It was public once. Withdraw it instead: the record that it existed stays."


def test_a_change_over_somebody_elses_shows_both(desk):
    resource = kept(desk)
    page = f"/en/desk/resources/{resource.pk}/"
    fill(desk, page, title_en="Theirs")
    answer = desk.post(page, GUIDE | {"title_en": "Mine", "seen": 1})
    assert "Theirs" in text_of(answer)
    assert Resource.plain.get(pk=resource.pk).title["en"] == "Theirs"


@pytest.mark.parametrize(
    ("typed", "field", "sentence"),
    [
        ({"title_fr": "", "title_en": ""}, "title_fr", "Write the title in one language at least."),
        ({"dated": "2026-13"}, "dated", "Write a year, a month or a day: 2026, 2026-05 or 2026-05-17."),
        ({"url": "javascript:alert(1)"}, "url", "Write the address of a web page, for example https://example.org."),
        (
            {"portrays": True, "consent_given_on": "2026-03-09"}, "consent_how",
            "Say when the person agreed, and how; or leave both empty and keep it a draft.",
        ),
    ],
)  # fmt: skip
def test_mistakes_stand_beside_their_field(desk, typed, field, sentence):
    answer = fill(desk, f"{HOME}new/", **(GUIDE | typed))
    assert beside(answer)[field] == sentence


# Files.


def archive(*names, mimetype=""):
    target = BytesIO()
    with zipfile.ZipFile(target, "w") as made:
        if mimetype:
            made.writestr("mimetype", mimetype)
        for name in names:
            made.writestr(name, "x")
    return target.getvalue()


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (PDF, "pdf"),
        (b"\0\0\0\x18ftypmp42", "mp4"),
        (archive("word/document.xml"), "docx"),
        (archive("ppt/presentation.xml"), "pptx"),
        (archive(mimetype="application/vnd.oasis.opendocument.text"), "odt"),
        (archive(mimetype="application/epub+zip"), "epub"),
    ],
)
def test_a_file_is_what_its_bytes_say(desk, visitor, content, kind):
    resource = published(desk, url="", file=upload(content, "holiday.exe"))
    answer = visitor.get(f"/en/resources/{resource.slug}/file/")
    assert (resource.file_type, answer.getvalue()) == (kind, content)
    assert answer["Content-Disposition"] == f'attachment; filename="{resource.slug}.{kind}"'
    assert answer["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize(
    "content",
    [
        b"MZ\x90\0", b"<html><script>alert(1)</script>", archive("word/document.xml", "word/vbaProject.bin"),
        archive("Basic/Standard/Module1.xml", mimetype="application/vnd.oasis.opendocument.text"),
        b"\0\0\0\x18ftypheic", archive("readme.txt"), b"PK\x03\x04broken", archive(mimetype="text/html"),
    ],
)  # fmt: skip
def test_programs_pages_and_broken_archives_are_refused(desk, content):
    answer = fill(desk, f"{HOME}new/", **GUIDE, file=upload(content, "guide.pdf"))
    assert beside(answer)["file"].startswith(NOT_KEPT)
    assert not Resource.plain.filter(kind="guide").exists()


@override_settings(LARGEST_RESOURCE_BYTES=4)
def test_a_file_that_is_too_large_is_refused(desk):
    answer = fill(desk, f"{HOME}new/", **GUIDE, file=upload(PDF, "guide.pdf"))
    assert beside(answer)["file"] == "This file is too large. Choose one under 0 MB."


def test_a_link_takes_the_place_of_a_file_and_the_file_goes(desk, visitor, django_capture_on_commit_callbacks):
    resource = published(desk, url="", file=upload(PDF, "guide.pdf"))
    assert default_storage.exists(resource.file.name)
    with django_capture_on_commit_callbacks(execute=True):
        fill(desk, f"/en/desk/resources/{resource.pk}/", url="https://example.org/elsewhere")
    assert not default_storage.exists(resource.file.name)
    assert visitor.get(f"/en/resources/{resource.slug}/file/").status_code == 404


def test_of_two_who_write_at_once_the_second_does_not_lose_the_first_ones_file(desk):
    resource = kept(desk)
    page = f"/en/desk/resources/{resource.pk}/"
    late = fields(desk.get(page)) | {"url": "https://example.org/elsewhere"}
    fill(desk, page, file=upload(PDF, "guide.pdf"))
    answer = desk.post(page, late)
    assert "Somebody else changed this record while you were writing." in text_of(answer)
    assert Resource.plain.get(pk=resource.pk).file_type == "pdf"


def test_the_file_of_a_draft_is_for_those_who_write_it(desk, visitor, client_for, cast):
    resource = kept(desk, file=upload(PDF, "guide.pdf"))
    address = f"/en/resources/{resource.slug}/file/"
    others = (visitor, client_for(cast["member"]), client_for(cast["stranger"]))
    assert [client.get(address).status_code for client in others] == [404, 404, 404]
    assert desk.get(address).getvalue() == PDF
    assert address in desk.get(f"/en/desk/resources/{resource.pk}/").content.decode()


# Portraits: see also ``test_portraits.py``.


def test_when_consent_is_taken_back_the_portrait_is_gone_everywhere(desk, visitor, django_capture_on_commit_callbacks):
    resource = published(desk, kind="portrait", url="", file=upload(PDF, "x.pdf"), **CONSENT)
    places = (f"/en/resources/{resource.slug}/", f"/en/resources/{resource.slug}/file/")
    shown = ("/en/resources/", f"/en/regions/{SEATS}/", "/en/resources.atom", "/en/search/?q=appointment")
    assert [visitor.get(place).status_code for place in places] == [200, 200]
    assert [places[0] in visitor.get(page).content.decode() for page in shown] == [True] * 4
    with django_capture_on_commit_callbacks(execute=True):
        press(desk, resource, "consent", on="2026-04-01")
    assert [visitor.get(place).status_code for place in places] == [404, 404]
    assert [places[0] in visitor.get(page).content.decode() for page in shown] == [False] * 4
    assert not default_storage.exists(resource.file.name)
    kept_row = Resource.plain.get(pk=resource.pk)
    assert (kept_row.state, str(kept_row.consent_withdrawn_on)) == ("withdrawn", "2026-04-01")
    Resource.plain.filter(pk=resource.pk).update(url="https://example.org/")
    answer = press(desk, resource, "publish")
    assert "without that person’s consent it cannot be public" in notices(desk.get(answer["Location"]))[-1]


# The public list and the page.


def test_the_list_is_narrowed_by_kind_theme_language_region_and_series(desk, visitor):
    Resource.plain.update(state="withdrawn")
    move_stamps(everywhere=True)
    published(desk, themes=[term("housing", "theme").pk], language="fr", series="First steps", number="1")
    published(desk, kind="video", title_en="A film", language="ar")
    assert titles(visitor) == ["A film", "The first appointment"]
    found = {
        query: titles(visitor, query)
        for query in ("?kind=video", "?theme=housing", "?language=ar", "?series=First+steps", "?region=vaucluse")
    }
    assert found == {
        "?kind=video": ["A film"], "?theme=housing": ["The first appointment"], "?language=ar": ["A film"],
        "?series=First+steps": ["The first appointment"], "?region=vaucluse": [],
    }  # fmt: skip
    assert "Nothing of this kind" in text_of(visitor.get("/en/resources/?region=vaucluse"))


def test_issues_of_a_series_lead_to_each_other_in_their_order(desk, visitor):
    for number in ("10", "9", "2"):
        published(desk, title_en=f"Issue {number}", series="Lettre", number=number)
    page = tree(visitor.get("/en/resources/issue-9/"))
    links = {link.get("rel"): link.get("href") for link in elements(page, "a") if link.get("rel") in {"prev", "next"}}
    assert links == {"prev": "/en/resources/issue-2/", "next": "/en/resources/issue-10/"}


def test_the_page_tells_language_licence_and_whose_it_is(desk, visitor):
    resource = published(desk, language="ar", licence="cc-by-sa-4.0", dated="2026-05")
    page = visitor.get(f"/en/resources/{resource.slug}/")
    told = text_of(page)
    assert ("العربية" in told, "May 2026" in told) == (True, True)
    licences = [link.get("href") for link in elements(tree(page), "a") if link.get("rel") == "license"]
    assert licences == ["https://creativecommons.org/licenses/by-sa/4.0/"]
    assert '"@type": "Guide"' in page.content.decode() or '"@type":"Guide"' in page.content.decode()


def test_the_log_says_what_was_done_and_no_title(desk):
    resource = published(desk)
    events = AuditEvent.objects.filter(object_id=resource.pk).order_by("pk")
    assert [event.verb for event in events] == ["library.record_resource", "library.publish_resource"]
    assert "appointment" not in str(list(events.values()))


def test_a_file_takes_the_place_of_the_link_that_was_there(desk):
    resource = kept(desk, url="https://example.org/guide")
    page = f"/en/desk/resources/{resource.pk}/"
    both = fill(desk, page, url="https://example.org/other", file=upload(PDF, "guide.pdf"))
    assert beside(both) == {"file": "Give a link or a file, not both."}
    fill(desk, page, file=upload(PDF, "guide.pdf"))
    resource = Resource.plain.get(pk=resource.pk)
    assert (resource.url, resource.file_type) == ("", "pdf")


def test_who_publishes_for_the_network_is_chosen_among_its_partners(cast, client_for):
    Organisation.objects.create(slug="far-away", name="Far away", language="en")
    page = tree(client_for(cast["coordinator"]).get("/en/desk/resources/new/"))
    [chosen] = [each for each in elements(page, "select") if each.get("name") == "publisher"]
    names = ["".join(option.itertext()).strip() for option in elements(chosen, "option")]
    partners = Organisation.objects.filter(networks__network__slug="share-sira").distinct()
    assert names == ["not told", *sorted(partner.name for partner in partners)]


def test_a_series_written_with_other_capitals_or_accents_is_the_same(desk):
    kept(desk, series="Lettre d’Été", number="1")
    assert kept(desk, series="lettre d’ete", number="2").series == "Lettre d’Été"


def test_names_of_series_that_are_there_are_offered(desk):
    page = tree(desk.get(f"{HOME}new/"))
    [known] = elements(page, "datalist")
    assert [option.get("value") for option in elements(known, "option")] == [
        "Ateliers Socio-Linguistiques", "Newsletter",
    ]  # fmt: skip


def test_a_guide_can_be_in_a_language_that_the_site_does_not_speak(desk, visitor):
    resource = published(desk, language="ti")
    page = tree(visitor.get(f"/en/resources/{resource.slug}/"))
    assert [bdi.text for bdi in elements(page, "bdi") if bdi.get("lang") == "ti"] == ["ትግርኛ"]
    assert titles(visitor, "?language=ti") == ["The first appointment"]


@pytest.mark.parametrize(
    ("slug", "said", "is_licensed"),
    [
        ("humanity-social-cafe", "This is something to go to. Ask when and where. Ask Humanity", False),
        ("viltais-newsletter-5", "Nobody has told us where it can be had. Ask Viltaïs", True),
    ],
)
def test_where_there_is_nothing_to_take_the_page_says_whom_to_ask(visitor, slug, said, is_licensed):
    told = text_of(visitor.get(f"/en/resources/{slug}/"))
    assert (said in told, "Licence" in told) == (True, is_licensed)
