"""Texts in several languages, and what a typed line may hold."""

import pytest
from django.core.exceptions import ValidationError
from django.utils.translation import override

from welcommune.core.text import Said, Translated, clean_line, clean_text, direction
from welcommune.network.models import Region


@pytest.mark.parametrize(
    ("texts", "wanted", "found"),
    [
        ({"fr": "pain", "en": "bread", "ar": "خبز"}, "fr", Said("pain", "fr")),
        ({"en": "bread", "ar": "خبز"}, "fr", Said("bread", "en")),
        ({"pl": "chleb", "el": "ψωμί"}, "fr", Said("ψωμί", "el")),
        ({}, "fr", Said("", "fr")),
    ],
    ids=["the wanted language", "else English", "else any, always the same", "else nothing"],
)
def test_best_takes_the_wanted_language_then_english_then_any(texts, wanted, found):
    assert Translated(texts).best(wanted) == found
    with override(wanted):
        assert Translated(texts).best() == found
        assert str(Translated(texts)) == found.text


def test_in_takes_exactly_one_language():
    assert Translated({"en": "bread"}).in_("en") == "bread"
    assert Translated({"en": "bread"}).in_("fr") == ""


def test_empty_languages_are_dropped():
    assert dict(Translated({"en": "bread", "fr": "", "ar": ""})) == {"en": "bread"}
    assert not Translated({"en": ""})


def test_a_plain_mapping_put_on_a_record_is_a_translated_text_at_once(db):
    region = Region(slug="somewhere", country="fr", name={"fr": "Quelque part", "en": ""})
    assert (type(region.name), dict(region.name)) == (Translated, {"fr": "Quelque part"})
    region.save()
    region.intro = {"en": "Far away.", "fr": ""}
    region.save()
    stored = Region.objects.get(slug="somewhere")
    assert (type(stored.name), dict(stored.name)) == (Translated, {"fr": "Quelque part"})
    assert (dict(stored.intro), dict(stored.kind)) == ({"en": "Far away."}, {})


@pytest.mark.parametrize("language", ["ar", "fa", "ar-EG", "ckb"])
def test_right_to_left(language):
    assert direction(language) == "rtl"


@pytest.mark.parametrize("language", ["en", "fr", "el"])
def test_left_to_right(language):
    assert direction(language) == "ltr"


CONTROLS = ["\x00", "\x07", "\x1b", "\x7f", "\x85"]
OVERRIDES = ["\u202a", "\u202b", "\u202c", "\u202d", "\u202e", "\u2066", "\u2067", "\u2068", "\u2069"]


@pytest.mark.parametrize("character", CONTROLS + OVERRIDES, ids=lambda character: f"{ord(character):04x}")
@pytest.mark.parametrize("clean", [clean_line, clean_text])
def test_invisible_controls_and_direction_overrides_are_refused(clean, character):
    with pytest.raises(ValidationError, match="invisible control characters"):
        clean(f"Ann{character}e")


@pytest.mark.parametrize("character", ["\n", "\r"])
def test_a_line_is_one_line(character):
    with pytest.raises(ValidationError):
        clean_line(f"one{character}two")


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  Ine\u0300s  Exemple\t ", "In\u00e8s Exemple"),
        ("a\u00a0b", "a b"),
        ("عين\u200fن", "عين\u200fن"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("👩\u200d🌾", "👩\u200d🌾"),
        ("   ", ""),
    ],
    ids=["composed, spaces", "hard space", "right-to-left mark", "non-joiner", "joined picture", "nothing"],
)
def test_a_line_is_composed_with_single_spaces(typed, kept):
    assert clean_line(typed) == kept


def test_the_lines_of_a_text_keep_their_order_and_lose_their_ends():
    assert clean_text("\n one  \r\n\r\ntwo\rthre\u0301\t\n\n") == "one\n\ntwo\nthr\u00e9"
