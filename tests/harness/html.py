"""What every page must be, looked at as a strict parser and a screen reader do."""

import re
from collections import Counter
from collections.abc import Callable, Iterator
from itertools import pairwise
from xml.etree.ElementTree import Element

import html5lib

UNLABELLED = {"hidden", "submit", "button", "reset", "image"}
HEADINGS = {f"h{level}": level for level in range(1, 7)}
SCRIPT_DATA = {"application/json", "application/ld+json"}
RIGHT_TO_LEFT = {"ar", "fa", "he", "ps", "ur", "ckb"}
REFERRING = ("for", "list", "form", "aria-labelledby", "aria-describedby", "aria-controls", "aria-owns")
Check = Callable[[Element], Iterator[str]]


def problems(html: str | bytes) -> list[str]:
    """Everything that is wrong with a page, in words."""
    return _parsed(html)[1]


def _parsed(html: str | bytes) -> tuple[Element, list[str]]:
    text = html.decode() if isinstance(html, bytes) else html
    parser = html5lib.HTMLParser(tree=html5lib.getTreeBuilder("etree"), namespaceHTMLElements=False)
    root = parser.parse(text)
    lines = text.splitlines()
    found = [f"{code} at line {place[0]}: {_line(lines, place[0])}" for place, code, _data in parser.errors]
    return root, found + [problem for check in CHECKS for problem in check(root)]


def assert_valid(html: str | bytes) -> Element:
    """Fail with all problems of the page; returns its tree."""
    root, found = _parsed(html)
    assert not found, "\n".join(found)
    return root


def _line(lines: list[str], number: int) -> str:
    return lines[number - 1].strip()[:120] if 0 < number <= len(lines) else ""


def elements(root: Element, *tags: str) -> Iterator[Element]:
    """The elements with one of these names, or all; comments are left out."""
    named = (element for element in root.iter() if isinstance(element.tag, str))
    return (element for element in named if not tags or element.tag in tags)


def words(element: Element) -> str:
    """What a screen reader says of the inside: text, and the alternatives of pictures."""
    spoken = [element.text or ""]
    for child in element:
        spoken += [child.get("alt", ""), child.get("aria-label", ""), words(child), child.tail or ""]
    return " ".join(part.strip() for part in spoken if part.strip())


def _named(element: Element) -> str:
    shown = " ".join(f'{name}="{value[:40]}"' for name, value in sorted(element.attrib.items())[:4])
    return f"<{element.tag} {shown}>".replace(" >", ">")


def _language(root: Element) -> Iterator[str]:
    language, way = root.get("lang", ""), root.get("dir", "")
    right = "rtl" if language.split("-")[0] in RIGHT_TO_LEFT else "ltr"
    if not language:
        yield "the page names no language (html lang)"
    if way != right:
        yield f"the page's direction is {way or 'not said'}, its language is read {right}"


def _identifiers(root: Element) -> Iterator[str]:
    counted = Counter(element.get("id") for element in elements(root) if element.get("id") is not None)
    yield from (f'two elements have the id "{name}"' for name, times in counted.items() if times > 1)
    yield from (f"empty or spaced id: {name!r}" for name in counted if not name or re.search(r"\s", name))
    for element in elements(root):
        for attribute in REFERRING:
            missing = [name for name in (element.get(attribute) or "").split() if name not in counted]
            yield from (f'{_named(element)} refers to "{name}", which is not there' for name in missing)
        if (element.get("href") or "").startswith("#") and element.get("href")[1:] not in {*counted, ""}:
            yield f"{_named(element)} leads nowhere"


def _labels(root: Element) -> Iterator[str]:
    labelled = {label.get("for") for label in elements(root, "label") if words(label)}
    inside = {id(e) for label in elements(root, "label") if words(label) for e in label.iter()}
    for element in elements(root, "input", "select", "textarea"):
        if element.tag == "input" and element.get("type", "text").lower() in UNLABELLED:
            continue
        said = element.get("aria-label") or element.get("aria-labelledby")
        if not said and element.get("id") not in labelled and id(element) not in inside:
            yield f"{_named(element)} has no label"


def _names(root: Element) -> Iterator[str]:
    for element in elements(root, "a", "button", "summary"):
        if not (words(element) or element.get("aria-label") or element.get("aria-labelledby")):
            yield f"{_named(element)} has no words"
    yield from (f"{_named(image)} has no alt" for image in elements(root, "img") if image.get("alt") is None)
    for group in elements(root, "fieldset"):
        if not any(words(legend) for legend in group.findall("legend")) and not group.get("aria-labelledby"):
            yield f"{_named(group)} has no legend"


def _inline(root: Element) -> Iterator[str]:
    for script in elements(root, "script"):
        if not script.get("src") and script.get("type") not in SCRIPT_DATA:
            yield f"inline script: {(script.text or '').strip()[:60]}"
    yield from (f"inline style: {(style.text or '').strip()[:60]}" for style in elements(root, "style"))
    for element in elements(root):
        for name, value in element.attrib.items():
            is_script = name.startswith("on") or value.strip().lower().startswith("javascript:")
            if name == "style" or is_script:
                yield f'inline {name}="{value[:60]}" on <{element.tag}>'


def _headings(root: Element) -> Iterator[str]:
    found = [(HEADINGS[element.tag], words(element)) for element in elements(root, *HEADINGS)]
    levels = [level for level, _text in found]
    if levels.count(1) != 1:
        yield f"the page has {levels.count(1)} main headings (h1)"
    yield from (f"empty heading h{level}" for level, text in found if not text)
    for (before, _text), (level, text) in pairwise(found):
        if level > before + 1:
            yield f'heading h{level} "{text[:60]}" comes after h{before}'


def _skeleton(root: Element) -> Iterator[str]:
    titles = [words(title) for title in elements(root, "title") if title in list(root.find("head") or ())]
    if len(titles) != 1 or not titles[0]:
        yield "the page has no title"
    mains = len(list(elements(root, "main")))
    if mains != 1:
        yield f"the page has {mains} main elements"
    for form in elements(root, "form"):
        if form.get("method", "get").lower() == "post" and not _has_token(form):
            yield f"{_named(form)} posts without a token"


def _has_token(form: Element) -> bool:
    return any(field.get("name") == "csrfmiddlewaretoken" for field in elements(form, "input"))


CHECKS: tuple[Check, ...] = (_language, _identifiers, _labels, _names, _inline, _headings, _skeleton)
