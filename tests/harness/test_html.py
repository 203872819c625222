"""The checks themselves: each finds its mistake, and a sound page passes."""

import pytest

from tests.harness.html import assert_valid, problems

SOUND = """<!DOCTYPE html><html lang="en" dir="ltr"><head><meta charset="utf-8"><title>Tables</title></head>
<body><a href="#main">To the content</a><main id="main"><h1>Tables</h1><h2>Next</h2>{}</main></body></html>"""

MISTAKES = {
    '<p id="main">twice</p>': ['two elements have the id "main"'],
    '<input name="x">': ['<input name="x"> has no label'],
    '<label for="x"></label><input id="x">': ['<input id="x"> has no label'],
    '<label for="y">Y</label>': ['<label for="y"> refers to "y", which is not there'],
    "<h4>Deep</h4>": ['heading h4 "Deep" comes after h2'],
    "<h1>Second</h1>": ["the page has 2 main headings (h1)"],
    '<p style="color:red">x</p>': ['inline style="color:red" on <p>'],
    "<script>alert(1)</script>": ["inline script: alert(1)"],
    '<button onclick="x()">x</button>': ['inline onclick="x()" on <button>'],
    '<a href="/x"></a>': ['<a href="/x"> has no words'],
    '<a href="#nowhere">x</a>': ['<a href="#nowhere"> leads nowhere'],
    '<img src="x.png">': ['<img src="x.png"> has no alt'],
    "<fieldset><p>x</p></fieldset>": ["<fieldset> has no legend"],
    '<form method="post"><button>Go</button></form>': ['<form method="post"> posts without a token'],
    "<p><div>x</div></p>": ["unexpected-end-tag at line 2: "],
}


def test_a_sound_page_passes():
    label = '<label for="n">Name</label><input id="n"><label>Place <input name="p"></label>'
    data = '<script type="application/json">{}</script><script src="x.js"></script>'
    assert_valid(SOUND.format(label + data))


@pytest.mark.parametrize(("html", "said"), MISTAKES.items(), ids=range(len(MISTAKES)))
def test_a_mistake_is_found(html, said):
    found = problems(SOUND.format(html))
    assert [problem[: len(words)] for problem, words in zip(found, said, strict=True)] == said


@pytest.mark.parametrize(
    ("head", "said"),
    [
        ("<html>", "the page names no language (html lang)"),
        ('<html lang="ar" dir="ltr">', "the page's direction is ltr, its language is read rtl"),
        ('<html lang="fr">', "the page's direction is not said, its language is read ltr"),
    ],
)
def test_language_and_direction(head, said):
    assert said in problems(SOUND.format("").replace('<html lang="en" dir="ltr">', head))
