"""The words of a text are the same, whether its letters can be read one by one or only together."""

import random

import pytest

from welcommune.search.words import words

# Reads as a word of its own, and no text with it can be read letter by letter.
SLOW = " №12"
LETTERS = "abcéèçœßÀŁłżńĳŉΆΐςΏёйЇґ0123456789"
SIGNS = " .-–’'«»…,_\u00a0\u202f\n()€"


def test_the_quick_way_gives_the_same_words():
    chance = random.Random(7)
    for _time in range(20_000):
        text = "".join(chance.choice(LETTERS if chance.random() < 0.6 else SIGNS) for _letter in range(12))
        # What begins with a digit could be grouped with what stands before it.
        assert words(f"{text} x{SLOW}") == [*words(f"{text} x"), "no12"], text


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("C.C.A.S. de Mâcon", ["ccas", "de", "macon"]),
        ("a…b. C.D.", ["cd"]),
        ("03 85 21 00 12", ["0385210012"]),
        ("03\u202f85\u00a021", ["038521"]),
        ("l’œuvre d’Élise", ["oeuvre", "elise"]),
        ("Cafe\u0301 du Pont", ["cafe", "du", "pont"]),
        ("اَلْمَدْرَسَة", ["المدرسه"]),
        ("Σύλλογος Ιωαννίνων", ["συλλογοσ", "ιωαννινων"]),
    ],
)
def test_words_of(text, found):
    assert words(text) == found
