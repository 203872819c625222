"""Pictures: re-encoded without any metadata, only real ones, never without words for those who cannot see them."""

from io import BytesIO

import pytest
from django.core.files.storage import default_storage
from django.test import override_settings
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from tests.factories import beside, news, picture, text_of, upload
from welcommune.core.access import SYSTEM
from welcommune.core.errors import Refused
from welcommune.core.text import Translated
from welcommune.library.actions import publish_article, set_photo
from welcommune.library.models import Photo

pytestmark = pytest.mark.usefixtures("scope")
NOT_A_PICTURE = "This file is not a picture we can read. Choose a JPEG, PNG or WebP."
TOO_MANY = "This picture has too many pixels. Make it smaller first."
TOO_LARGE = "This file is too large. Choose a picture under 12 MB."
WORDS = {"credit": "Camille Modèle", "alternative_fr": "Une table longue", "alternative_en": "A long table"}


@pytest.fixture
def desk(cast, client_for):
    return client_for(cast["facilitator"])


@pytest.fixture
def article(network):
    return news()


def where(article):
    return f"/en/desk/articles/{article.pk}/en/photo/"


def send(desk, article, content, name="photo.png", **words):
    return desk.post(where(article), WORDS | words | {"photo": upload(content, name)})


def content_of(article):
    with default_storage.open(Photo.objects.get(article=article).file.name) as file:
        return file.read()


def stored(article):
    return Image.open(BytesIO(content_of(article)))


def with_secrets(kind):
    """A picture that tells who made it, with what, and where."""
    exif = Image.Exif()
    exif[0x013B], exif[0x010F] = "Amal Exemple", "Camera of Amal"
    exif.get_ifd(0x8825).update({1: "N", 2: (46.0, 47.0, 30.0), 3: "E", 4: (4.0, 50.0, 0.0)})
    if kind == "PNG":
        notes = PngInfo()
        notes.add_text("Author", "Amal Exemple")
        return picture("PNG", exif=exif, pnginfo=notes)
    return picture(kind, exif=exif, **({"comment": b"Amal Exemple"} if kind == "JPEG" else {}))


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP"])
def test_a_picture_loses_what_it_tells_of_person_camera_and_place(desk, article, kind):
    content = with_secrets(kind)
    assert b"Amal" in content
    assert send(desk, article, content, "Amal at home.jpg").status_code == 302
    kept = stored(article)
    assert (kept.format, kept.size, dict(kept.getexif()), kept.info.get("exif")) == ("WEBP", (60, 40), {}, None)
    assert b"Amal" not in content_of(article)


def test_the_file_s_name_tells_nothing(desk, article):
    send(desk, article, picture(), "Amal at home.png")
    photo = Photo.objects.get(article=article)
    assert photo.file.name == f"photos/{photo.pk}.webp"


def test_a_picture_is_turned_upright_and_made_small_enough(desk, article):
    exif = Image.Exif()
    exif[0x0112] = 6
    send(desk, article, picture("JPEG", (2600, 1300), exif=exif))
    photo = Photo.objects.get(article=article)
    assert (stored(article).size, photo.width, photo.height) == ((640, 1280), 640, 1280)


@pytest.mark.parametrize(
    "content",
    [b"just some words", b"", b"\x89PNG\r\n\x1a\n" + b"\x00" * 60, picture()[:60], b"<svg onload='alert(1)'/>"],
    ids=["text", "nothing", "a head without body", "cut", "drawing"],
)
def test_what_is_no_picture_is_refused_beside_the_field(desk, article, content):
    answer = send(desk, article, content, "photo.jpg")
    assert answer.status_code == 200
    assert beside(answer) == {"photo": NOT_A_PICTURE if content else "The submitted file is empty."}
    assert not Photo.objects.filter(article=article).exists()


@pytest.mark.parametrize("kind", ["GIF", "TIFF", "BMP"])
def test_other_kinds_of_pictures_are_refused(desk, article, kind):
    assert beside(send(desk, article, picture(kind), "photo.jpg")) == {"photo": NOT_A_PICTURE}


@pytest.mark.parametrize("size", [(8000, 8000), (20000, 20000)])
def test_a_picture_of_very_many_pixels_is_refused(desk, article, size):
    content = BytesIO()
    Image.new("1", size).save(content, "PNG")
    answer = send(desk, article, content.getvalue())
    assert list(beside(answer).values()) in ([TOO_MANY], [NOT_A_PICTURE])
    assert not Photo.objects.filter(article=article).exists()


@override_settings(LARGEST_PHOTO_BYTES=100)
def test_a_file_that_is_too_large_is_refused(desk, article):
    assert beside(send(desk, article, picture())) == {"photo": TOO_LARGE}


@pytest.mark.parametrize("missing", ["alternative_fr", "credit"])
def test_without_credit_or_words_for_those_who_cannot_see_it_no_picture_is_kept(desk, article, missing):
    answer = send(desk, article, picture(), **{missing: " "})
    assert (answer.status_code, beside(answer)) == (200, {missing: "This field is required."})
    assert not Photo.objects.filter(article=article).exists()


@pytest.mark.parametrize(("credit", "alternative"), [("", {"en": "A table"}), ("Camille", {}), ("Camille", {"en": ""})])
def test_the_action_refuses_it_too(article, credit, alternative):
    told = {"credit": credit, "alternative": Translated(alternative)}
    with pytest.raises(Refused, match="A picture needs a credit and a text for those who cannot see it"):
        set_photo(by=SYSTEM, article=article, upload=upload(picture()), **told)


def test_a_refused_picture_leaves_the_one_before(desk, article):
    send(desk, article, picture())
    before = Photo.objects.get(article=article)
    send(desk, article, b"just some words")
    assert Photo.objects.get(article=article) == before
    assert stored(article).size == (60, 40)


def test_a_new_picture_takes_the_place_of_the_one_before(desk, article, django_capture_on_commit_callbacks):
    send(desk, article, picture())
    first = Photo.objects.get(article=article).file.name
    with django_capture_on_commit_callbacks(execute=True):
        send(desk, article, picture(size=(30, 30)))
    assert (stored(article).size, Photo.objects.filter(article=article).count()) == ((30, 30), 1)
    assert not default_storage.exists(first)


def test_a_picture_that_is_taken_away_is_gone_with_its_file(desk, article, django_capture_on_commit_callbacks):
    send(desk, article, picture())
    name = Photo.objects.get(article=article).file.name
    with django_capture_on_commit_callbacks(execute=True):
        answer = desk.post(f"{where(article)}remove/", follow=True)
    assert "The picture is gone." in text_of(answer)
    assert (Photo.objects.filter(article=article).exists(), default_storage.exists(name)) == (False, False)


def test_the_picture_of_a_draft_is_shown_at_the_desk_only(desk, article, client_for):
    send(desk, article, picture())
    path = f"/en/photos/{Photo.objects.get(article=article).pk}.webp"
    assert (desk.get(path).status_code, client_for(None).get(path).status_code) == (200, 404)
    publish_article(by=SYSTEM, article=article)
    answer = client_for(None).get(path)
    assert (answer.status_code, answer["Content-Type"], answer["X-Content-Type-Options"]) == (
        200, "image/webp", "nosniff",
    )  # fmt: skip


def test_the_page_shows_it_with_credit_and_words(desk, article, client_for):
    send(desk, article, picture())
    publish_article(by=SYSTEM, article=article)
    page = client_for(None).get(f"/en/news/{article.slug}/").content.decode()
    photo = Photo.objects.get(article=article)
    assert f'src="/en/photos/{photo.pk}.webp" alt="A long table" width="60" height="40"' in page
    assert "Camille Modèle" in page
