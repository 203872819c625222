"""Components and pages read as syntax trees: calls that fit, classes that exist, nothing inline; and the gallery."""

import gzip
import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.template import engines
from django.utils import translation
from jinja2 import Environment, nodes

from tests.harness.html import problems
from tests.harness.source import PACKAGE, refuse, short
from welcommune.core import drawing
from welcommune.core.text import Said
from welcommune.portal.queries.gallery import EXAMPLES, PAGES, components, exhibits, parameters

PARSER = Environment(extensions=["jinja2.ext.i18n"], trim_blocks=True, lstrip_blocks=True, autoescape=True)
TEMPLATES = sorted(path for path in PACKAGE.glob("*/jinja2/**/*.html"))
FILES = sorted(path for path in TEMPLATES if path.parent.name == "ui")
CORE = PACKAGE / "core" / "jinja2"
STYLESHEET = PACKAGE / "core" / "static" / "welcommune" / "welcommune.css"
LARGEST_STYLESHEET = 12 * 1024
EVERYWHERE = {"sprite"}  # Stands on each page once, the gallery's own included.

JINJA = r"\{\{.*?\}\}|\{%.*?%\}"
CLASSES = re.compile(rf'\bclass="((?:{JINJA}|[^"])*)"', re.DOTALL)
INLINE = {
    "a style attribute": re.compile(r"\sstyle\s*=", re.IGNORECASE),
    "a style element": re.compile(r"<style\b", re.IGNORECASE),
    "an inline script": re.compile(r"<script\b(?![^>]*\bsrc=)(?![^>]*application/(?:ld\+)?json)", re.IGNORECASE),
    "an event attribute": re.compile(r"<[a-z][^>{}]*\son[a-z]+\s*=", re.IGNORECASE),
    "an address that runs script": re.compile(r"javascript:", re.IGNORECASE),
}
SIDES = "left|right|top|bottom"
PHYSICAL = re.compile(
    rf"(?<![\w-])(?:(?:(?:scroll-)?(?:margin|padding)|border|inset)-(?:{SIDES})[\w-]*|{SIDES}"
    r"|(?:min-|max-)?(?:width|height))\s*:"
    rf"|(?:text-align|float|clear)\s*:\s*(?:left|right)"
)
FOUR_SIDES = re.compile(r"(?<![\w-])(?:margin|padding|inset|border-width)\s*:\s*([^;{}()]+)[;}]")


@cache
def tree(path: Path) -> nodes.Template:
    return PARSER.parse(path.read_text(encoding="utf-8"))


def macro_of(path: Path) -> nodes.Macro:
    return next(tree(path).find_all(nodes.Macro))


@cache
def macros() -> dict[str, nodes.Macro]:
    return {path.stem: macro_of(path) for path in FILES}


def stylesheet() -> str:
    return re.sub(r"/\*.*?\*/", "", STYLESHEET.read_text(encoding="utf-8"), flags=re.DOTALL)


# A component is one macro in one file.


@pytest.mark.parametrize("path", FILES, ids=short)
def test_a_component_is_one_macro_of_the_files_name(path):
    body = [node for node in tree(path).body if not is_blank(node)]
    assert [type(node) for node in body] == [nodes.Macro]
    assert macro_of(path).name == path.stem


def is_blank(node: nodes.Node) -> bool:
    """Whether a node writes nothing but white space."""
    return isinstance(node, nodes.Output) and all(
        isinstance(child, nodes.TemplateData) and not child.data.strip() for child in node.nodes
    )


@pytest.mark.parametrize("path", FILES, ids=short)
def test_a_component_declares_all_that_it_takes(path):
    names = {name.name for name in macro_of(path).find_all(nodes.Name) if name.ctx == "load"}
    assert not names & {"kwargs", "varargs"}


def test_no_two_components_have_one_name():
    refuse([name for name, count in Counter(path.stem for path in FILES).items() if count > 1])


def test_pages_import_nothing():
    imports = (nodes.Import, nodes.FromImport)
    refuse([short(path) for path in TEMPLATES if any(tree(path).find_all(imports))])


# Every call fits its component.


def calls(path: Path) -> Iterator[tuple[str, nodes.Call, bool]]:
    """The calls ``ui.name(...)`` of a template: name, call, and whether a block is handed in."""
    found = tree(path)
    with_block = {id(block.call) for block in found.find_all(nodes.CallBlock)}
    for call in found.find_all(nodes.Call):
        target = call.node
        if isinstance(target, nodes.Getattr) and isinstance(target.node, nodes.Name) and target.node.name == "ui":
            yield target.attr, call, id(call) in with_block


def given(name: str, call: nodes.Call, block: bool) -> list[str]:
    declared = [argument.name for argument in macros()[name].args] if name in macros() else []
    declared = [argument.name for argument in macros()[name].args] if name in macros() else []
    placed = [declared[place] if place < len(declared) else "?" for place in range(len(call.args))]
    return placed + [keyword.key for keyword in call.kwargs] + (["caller"] if block else [])


def misfits(name: str, call: nodes.Call, block: bool) -> Iterator[str]:
    if name not in macros():
        yield "no such component"
        return
    macro = macros()[name]
    declared = [argument.name for argument in macro.args]
    handed = given(name, call, block)
    yield from (f"does not take {argument}" for argument in handed if argument not in declared)
    yield from (f"{argument} is given twice" for argument, count in Counter(handed).items() if count > 1)
    if call.dyn_args is None and call.dyn_kwargs is None:
        needed = declared[: len(declared) - len(macro.defaults)]
        yield from (f"{argument} is missing" for argument in needed if argument not in handed)


def test_every_call_fits_its_component():
    refuse(
        [
            f"{short(path)}:{call.lineno}: ui.{name}: {problem}"
            for path in TEMPLATES
            for name, call, block in calls(path)
            for problem in misfits(name, call, block)
        ]
    )


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ('{{ ui.icon("globe") }}', []),
        ('{{ ui.icon(nam="globe") }}', ["does not take nam", "name is missing"]),
        ('{{ ui.icon("globe", name="back") }}', ["name is given twice"]),
        ('{% call ui.icon("globe") %}{% endcall %}', ["does not take caller"]),
        ("{{ ui.nothing() }}", ["no such component"]),
    ],
)
def test_misfits_are_seen(source, expected, tmp_path):
    (tmp_path / "page.html").write_text(source)
    found = [problem for call in calls(tmp_path / "page.html") for problem in misfits(*call)]
    assert found == expected


# Nothing inline, nothing physical, no class too many.


@pytest.mark.parametrize("what", INLINE)
def test_no_template_holds(what):
    refuse([short(path) for path in TEMPLATES if INLINE[what].search(path.read_text(encoding="utf-8"))])


def test_the_stylesheet_knows_no_left_and_right():
    rules = re.sub(r"@(?:media|supports|page)[^{]*", "", stylesheet())
    found = [match.group() for match in PHYSICAL.finditer(rules)]
    for match in FOUR_SIDES.finditer(rules):
        sides = match.group(1).split()
        if len(sides) == 4 and sides[1] != sides[3]:
            found.append(match.group())
    refuse(found)


def test_the_stylesheet_is_small():
    assert len(gzip.compress(STYLESHEET.read_bytes())) <= LARGEST_STYLESHEET


def styled() -> set[str]:
    """The classes that the stylesheet names."""
    selectors = re.findall(r"([^{};]+)\{", re.sub(r'"[^"]*"', "", stylesheet()))
    return {name for selector in selectors for name in re.findall(r"\.([a-zA-Z][\w-]*)", selector)}


def written(path: Path) -> set[str]:
    """The classes that stand literally in the class attributes of a template, or of markup in our code."""
    attributes = CLASSES.findall(path.read_text(encoding="utf-8"))
    return {name for value in attributes for name in re.sub(JINJA, " ", value, flags=re.DOTALL).split()}


def chosen(path: Path) -> set[str]:
    """Words of a template's own strings: a class that depends on something is written out in one."""
    constants = (node.value for node in tree(path).find_all(nodes.Const))
    return {word for value in constants if isinstance(value, str) for word in value.split()}


def with_markup() -> list[Path]:
    return TEMPLATES + sorted(PACKAGE.glob("**/*.py"))


def test_every_class_of_a_template_is_styled():
    known = styled()
    refuse([f"{short(path)}: {name}" for path in with_markup() for name in sorted(written(path) - known)])


def test_every_styled_class_is_used():
    used = {name for path in with_markup() for name in written(path)}
    used |= {name for path in TEMPLATES for name in chosen(path)}
    refuse(sorted(styled() - used))


# Texts that are translated.


def lone_percent(text: str) -> bool:
    """Whether a text holds a percent sign that is neither doubled nor opens a named place."""
    return bool(re.search(r"%(?!\(\w+\)[sd])", text.replace("%%", "")))


def texts(source: str) -> Iterator[tuple[int, str]]:
    for line, _function, message in PARSER.extract_translations(source):
        parts = message if isinstance(message, tuple) else (message,)
        yield from ((line, part) for part in parts if part)


def test_a_percent_sign_to_be_translated_is_doubled():
    refuse(
        [
            f"{short(path)}:{line}: {text}"
            for path in TEMPLATES
            for line, text in texts(path.read_text(encoding="utf-8"))
            if lone_percent(text)
        ]
    )


@pytest.mark.parametrize(
    ("source", "expected"),
    [('{{ _("100% sure") }}', True), ('{{ _("100%% sure") }}', False), ('{{ _("%(n)s days", n=1) }}', False)],
)
def test_a_lone_percent_sign_is_seen(source, expected):
    assert [lone_percent(text) for _line, text in texts(source)] == [expected]


# The gallery.


def exemplified() -> dict[str, set[str]]:
    """Component → the parameters that some example hands in."""
    found: dict[str, set[str]] = {}
    for path in (CORE / "core" / "examples").glob("**/*.html"):
        for name, call, block in calls(path):
            found.setdefault(name, set()).update(given(name, call, block))
    return found


def test_every_component_of_the_core_has_an_example_with_each_parameter():
    shown = exemplified()
    core = [path for path in FILES if path.is_relative_to(CORE) and path.stem not in EVERYWHERE]
    refuse([f"{path.stem}: no example" for path in core if path.stem not in shown])
    refuse(
        [
            f"{path.stem}: no example gives {argument.name}"
            for path in core
            for argument in macro_of(path).args
            if argument.name not in shown[path.stem] | {"level", "sign_out_form"}
        ]
    )


def test_examples_are_named_after_what_they_show():
    folder = CORE / "core" / "examples"
    refuse([path.stem for path in folder.glob("*.html") if path.stem not in {name for name, *_ in calls(path)}])
    assert sorted(PAGES) == sorted(path.stem for path in (folder / "pages").glob("*.html"))


def stub(language: str) -> SimpleNamespace:
    """What the context processor would give, without a database."""
    return SimpleNamespace(
        language=language,
        direction="rtl" if language == "ar" else "ltr",
        network=Said("A network", "en"),
        sections=[("Regions", "/regions/", "regions")],
        current="regions",
        languages=[("en", "/en/"), ("ar", "/ar/")],
        is_desk=False,
        person="",
        sign_out_form="",
        help_title="Need a hand?",
        help_lines=["We answer on weekdays."],
        links=[("Privacy", "/privacy/")],
        funding=Said("Paid by the Union.", "en"),
        notes=[],
        alternates=[("en", "https://example.org/en/"), ("ar", "https://example.org/ar/")],
    )


def drawn(template: str, language: str) -> str:
    environment = engines["jinja2"].env
    declared = {name: parameters(environment, name) for name in components(environment)}
    with translation.override(language):
        return environment.get_template(template).render(
            page=stub(language), it=exhibits(), components=declared, pages=PAGES
        )


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("template", ["core/gallery.html", *(f"{EXAMPLES}pages/{name}.html" for name in PAGES)])
def test_the_gallery_is_valid_and_styled(template, language):
    html = drawn(template, language)
    assert problems(html) == []
    used = {name for value in re.findall(r'\sclass="([^"]*)"', html) for name in value.split()}
    assert used - styled() == set()


def test_the_error_page_stands_alone():
    told = {"title": "Not found", "text": "It has moved.", "reference": "7QF2", "number": "3f2ab349c1"}
    template = engines["jinja2"].env.get_template("core/error.html")
    html = template.render(told, language="en", direction="ltr", home="/en/")
    assert problems(html) == []
    assert ("Reference 7QF2" in html, "3f2ab349c1" in html) == (True, True)


# What components promise.


def ui():
    return engines["jinja2"].env.globals["ui"]


HOSTILE = "<b onclick='x'>&"


@pytest.mark.parametrize(
    ("name", "arguments"),
    [
        ("foreign", (HOSTILE, "ar")),
        ("card", (HOSTILE, "#", HOSTILE, [HOSTILE], 3, HOSTILE)),
        ("said", ("Need", HOSTILE, "fr", HOSTILE, "#", HOSTILE)),
        ("seats", ([(HOSTILE, "fr", HOSTILE, HOSTILE)], [HOSTILE])),
        ("table", (HOSTILE, [HOSTILE, HOSTILE], [[HOSTILE, HOSTILE]])),
        ("diff", ([("added", HOSTILE), ("same", HOSTILE), ("removed", HOSTILE)],)),
        ("chain", ([{"title": HOSTILE, "text": HOSTILE, "detail": HOSTILE, "href": HOSTILE}],)),
        ("notice", (HOSTILE, [(HOSTILE, HOSTILE)], HOSTILE)),
        ("photo", (HOSTILE, HOSTILE, HOSTILE)),
    ],
)
def test_texts_are_escaped(name, arguments):
    assert "<b onclick" not in str(getattr(ui(), name)(*arguments))


def test_a_withdrawn_quote_shows_no_words():
    day = exhibits().held_on
    html = str(ui().said("Need", "words", quote=True, attribution="somebody", withdrawn_on=day))
    assert "words" not in html.replace('class="words"', "")
    assert "somebody" not in html
    assert "withdrawn on" in html


def test_an_answer_that_is_no_number_is_kept():
    html = str(ui().field(exhibits().sent["amount"]))
    assert 'value="24 975,00 env."' in html
    assert 'aria-describedby="id_amount_error"' in html
    assert 'aria-invalid="true"' in html


def test_a_summary_leads_to_fields_that_exist():
    form = exhibits().sent
    summary = str(ui().error_summary(form))
    drawn_fields = "".join(str(ui().field(bound)) for bound in form)
    targets = re.findall(r'href="#([^"]+)"', summary)
    assert len(targets) == len(form.errors) - 1
    refuse([target for target in targets if f'id="{target}"' not in drawn_fields])


@pytest.mark.parametrize("count", range(0, 41, 5))
def test_seats_hold_everyone_in_pairs(count):
    html = str(ui().seats([("Viltaïs", "fr", "association", "")] * count, ["An employer"]))
    assert html.count('role="listitem"') == count + 1
    assert html.count('class="pair"') == (count + 2) // 2


def test_a_bench_has_a_stool_for_each():
    shape = drawing.bench(23, 2)
    assert (shape.taken.count("z"), shape.free.count("z")) == (23, 2)


def test_a_bench_grows_with_the_people_up_to_sixty():
    widths = [drawing.bench(people).width for people in (1, 24, 30, 60, 61, 200)]
    assert widths == [244, 244, 304, 604, 604, 604]


def test_an_empty_bench_is_a_table():
    shape = drawing.bench(0)
    assert (shape.taken, shape.free) == ("", "")
    assert shape.board
