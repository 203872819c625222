"""The main journey: what a visitor reads of the founding documents, and how a meeting becomes a public report."""

import re
from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from babel.dates import format_date
from django.utils import timezone
from django.utils.translation import gettext, override
from playwright.sync_api import Page, expect

SAONE = "/regions/saone-et-loire/"
VAUCLUSE = "/regions/vaucluse/"
QUOTE = {
    "fr": "Ici, mes voisins m’ont appris à réparer un vélo et à dire bonjour.",
    "en": "Here my neighbours taught me to mend a bicycle and to say good morning.",
}
SPEAKER = "Amina Exemple"
CHALLENGE = {
    "fr": "Le dernier car part avant la fin du cours de français.",
    "en": "The last coach leaves before the French course ends.",
}
SOLUTION = {
    "fr": "La mairie peut prêter son minibus le mardi soir.",
    "en": "The town hall can lend its minibus on Tuesday evenings.",
}
TITLE = "Saône-et-Loire : un minibus pour le cours du soir"


def ui(language: str, words: str, **values: object) -> str:
    """A sentence of the interface as it stands in ``language``, with plain spaces."""
    with override(language):
        said = gettext(words) % values if values else gettext(words)
    return " ".join(said.split())


def read(page: Page, part: str = "body") -> str:
    """What stands on the page, folded parts too, in single spaces."""
    return " ".join(str(page.locator(part).evaluate(TEXT)).split())


# textContent without drawings, with a space between blocks.
TEXT = """root => {
  const walk = document.createTreeWalker(root, NodeFilter.SHOW_TEXT), found = [];
  while (walk.nextNode()) if (!walk.currentNode.parentElement.closest('svg')) found.push(walk.currentNode.data);
  return found.join(' ');
}"""


def missing(text: str, facts: list[str]) -> list[str]:
    """The facts that do not stand in ``text``; each is a pattern with plain spaces."""
    return [fact for fact in facts if not re.search(fact, " ".join(text.split()), re.IGNORECASE)]


# What the founding documents say, as each language writes it.

TABLE = [
    "FRC13", "Villages Solidaires", "Association Le Pont", "Viltaïs", "Génelard", "OFII de Dijon", "ADOMA",
    "FTJ Le Creusot", "Pôle Emploi Digoin", "Entraide Pierre Valdo", "ICMC Europe", "Make a wish", "Humanity",
]  # fmt: skip
TASKS = [
    "map the orientation actions that exist for newcomers, and who pays for them;",
    "find what is missing, and map the assets and capacities that could answer it, those of local communities first;",
    "look at the national, regional and local strategies for welcome and integration, and say how good they are.",
]
REGION = {
    "fr": [
        "Bourgogne-Franche-Comté", "société civile", "collectivités locales", "services de droit commun",
        "1(er)? juillet 2021", "23 participants", "difficile de se déplacer", "autorités publiques",
        "À la campagne on est proche", "réseaux et de coordination", "Montceau-les-Mines et ses environs",
        "banque", "santé mentale et reproductive", "emploi", "parrainage", "création d’entreprise", "langue", "sport",
        "cuisine", "Dix actions pilotes ont été retenues", "communautés locales au centre", "Portrait",
        "publie régulièrement", "numéro 1 .*mars 2020", "numéro 5 .*juillet 2020", "numéro 8 .*février 2021",
        "numéro 3 .*avril 2021", "Café social", "autour de l’art", "Journal de l’association Humanity", "bimestriel",
        "égalité entre les femmes et les hommes", "22 mars 2022",
        "Cofinancé par l’Union européenne au titre du Fonds Asile, migration et intégration",
    ],
    "ar": [
        "بورغونيا", "المجتمع المدني", "السلطات المحلية", "الخدمات العامة", "1 يوليو 2021", "23", "التنقل صعب",
        "تعمل السلطات العامة هي أيضًا ضمن قيود", "في الريف يعيش الناس قريبين", "الشبكات والتنسيق", "مونسو ليه مين",
        "الخدمات المصرفية", "الصحة النفسية والإنجابية", "الإرشاد", "تأسيس المشاريع", "اللغة", "الرياضة", "الطبخ",
        "اختيرت عشرة مشاريع تجريبية", "تضع المجتمعات المحلية في المركز", "بورتريه",
        "بانتظام", "العدد 1 .*مارس 2020", "العدد 5 .*يوليو 2020", "العدد 8 .*فبراير 2021", "العدد 3 .*أبريل 2021",
        "المقهى الاجتماعي", "مجلة جمعية Humanity", "المساواة بين الجنسين", "22 مارس 2022",
        "بتمويل مشترك من الاتحاد الأوروبي عبر صندوق اللجوء والهجرة والاندماج",
    ],
}  # fmt: skip
ROUNDTABLE = {
    "fr": [
        "jeudi 1(er)? juillet 2021", "23 participants", "autorité ou agence régionale", "collectivité locale",
        "organismes de formation", "nouvellement arrivée", "appel à projets",
        "territoire inclusif", "besoins et les offres de formation", "difficile de se déplacer", "share-network.eu",
    ],
    "ar": [
        "1 يوليو 2021", "23", "سلطة أو وكالة إقليمية", "سلطة محلية", "جهات التدريب", "شخص وافد حديثًا",
        "دعوة تقديم المشاريع", "المناطق الشاملة", "احتياجات التدريب", "share-network.eu",
    ],
}  # fmt: skip


@pytest.mark.parametrize("language", ["fr", "ar"])
def test_a_visitor_finds_the_founding_page_of_saone_et_loire(page, language):
    window = page("/", language=language, width=360)
    assert window.locator("html").get_attribute("dir") == {"fr": "ltr", "ar": "rtl"}[language]
    window.locator(f"main a[href='/{language}{SAONE}']").last.click()
    facts = [*TABLE, *REGION[language], *(re.escape(ui(language, task)) for task in TASKS)]
    level = ui(language, "%(system)s, level %(level)s", system="NUTS 2021", level=3)
    facts += [re.escape(level), re.escape(ui(language, "predominantly rural"))]
    facts += [re.escape(ui(language, "online")), r"\b4\b", "10 (mois|months|أشهر)"]
    assert missing(read(window), facts) == []
    assert window.locator("html").get_attribute("lang") == language
    window.get_by_role("link", name=ui(language, "Back to the network")).click()
    expect(window).to_have_url(re.compile(f"/{language}/$"))


@pytest.mark.parametrize("language", ["fr", "ar"])
def test_a_visitor_opens_the_record_of_the_first_roundtable(page, language):
    window = page(SAONE, language=language)
    window.locator(f"main a[href='/{language}{SAONE}roundtables/1/']").first.click()
    hours, minutes = ui(language, "%(n)s h", n=2), ui(language, "%(n)s min", n=30)
    told = [re.escape(f"{hours} {minutes}"), "Entraide Pierre Valdo", "ICMC Europe"]
    many, few = ui(language, "many"), ui(language, "a few")
    online = re.escape(ui(language, "online").capitalize())
    assert missing(read(window, "main"), [*ROUNDTABLE[language], *told, many, few, online]) == []


def test_a_visitor_reads_the_founding_article_and_its_neighbours(page):
    window = page("/news/", language="fr")
    window.locator(f"main a[href$='{'/news/saone-et-loire-roundtable-1/'}']").click()
    told = [
        "1er juillet 2021", "Entraide Pierre Valdo", "ICMC Europe, chef de file du réseau", "première des quatre",
        "Bourgogne-Franche-Comté", "2 h 30", "en ligne", "23 acteurs", "autorités et agences régionales",
        "collectivités locales", "organismes de formation", "nombreuses associations",
        "quelques personnes migrantes et réfugiées", "territoire inclusif", "formation", "actions pilotes",
        "difficile de se déplacer", "Trois autres tables rondes",
        "sert de base aux activités qui suivent", "Dix régions", "Fonds Asile",
    ]  # fmt: skip
    assert missing(read(window, "main"), told) == []
    first = window.url
    window.locator("main a[rel=next], main nav a").last.click()
    expect(window).not_to_have_url(first)
    assert "/news/" in window.url
    window.locator("main a[rel=prev], main nav a").first.click()
    expect(window).to_have_url(first)


@pytest.mark.parametrize("language", ["fr", "ar"])
def test_a_visitor_finds_what_the_table_of_vaucluse_said(page, language):
    window = page(VAUCLUSE, language=language)
    told = {
        "fr": [
            "Provence-Alpes-Côte d’Azur", "FRL06", "parle d’un département rural", "intermédiaire",
            "22 avril 2021", "24 participants", "cours de langue",
            "moyens de se déplacer", "contacts avec les habitants", "ESC Villemarie", "formations et des emplois",
            "Fonds Asile",
        ],
        "ar": [
            "FRL06", "مقاطعة ريفية", "22 أبريل 2021", "24", "دورات اللغة", "وسائل التنقل", "السكان المحليين",
            "ESC Villemarie", "التدريب والعمل", "الاتحاد الأوروبي",
        ],
    }[language]  # fmt: skip
    assert missing(read(window), told) == []
    window.locator(f"main a[href='/{language}{VAUCLUSE}roundtables/1/']").first.click()
    seen = read(window, "main")
    kinds = {"fr": ["emploi", "santé et l’éducation", "association"], "ar": ["للتوظيف", "الصحة والتعليم", "جمعية"]}
    assert missing(seen, [re.escape(ui(language, "%(n)s h", n=2)), "24", "SHARE SIRA", *kinds[language]]) == []


def test_an_article_without_arabic_says_so_and_offers_its_languages(page):
    window = page("/news/saone-et-loire-roundtable-1/", language="ar")
    assert window.locator("html").get_attribute("dir") == "rtl"
    assert window.locator("main .prose").get_attribute("lang") == "en"
    assert window.locator("main .prose").get_attribute("dir") == "ltr"
    window.locator("main a[hreflang=fr]").click()
    assert window.locator("main .prose").get_attribute("lang") == "fr"


def test_a_printed_link_names_the_person_and_signs_in_once(page, server, signed_in):
    signed_in("auditor")
    used = page(server.link("auditor").removeprefix(server.url + "/en"), complaints_allowed=True)
    expect(used.get_by_role("heading", level=1)).to_have_text(ui("en", "This link has ended"))
    fresh = page("/desk/", language="fr", role="facilitator")
    expect(fresh.locator(".masthead .me")).to_contain_text("Camille Modèle")
    expect(fresh.locator(f"main a[href='/fr/desk{SAONE}']")).to_be_visible()


# From the record to the report, and a quote taken back.


class Desk:
    """What the facilitator does, step by step."""

    def __init__(self, window: Page) -> None:
        self.window = window
        self.record = ""
        self.article = ""

    def press(self, words: str, **values: object) -> None:
        """Press a button or follow a link of the page's main part by its words."""
        name = re.compile("^" + re.escape(ui("fr", words, **values)).replace("\\ ", r"\s"))
        either = self.window.get_by_role("button", name=name).or_(self.window.get_by_role("link", name=name))
        with self.window.expect_navigation():
            either.first.click()

    def fill(self, **values: str) -> None:
        """Fill in fields by their names."""
        for name, value in values.items():
            self.window.locator(f"[name={name}]").fill(value)

    def choose(self, **values: str) -> None:
        """Choose one of a group."""
        for name, value in values.items():
            self.window.locator(f"[name={name}][value={value}]").check()

    def says(self, words: str) -> None:
        """The page tells what happened."""
        expect(self.window.locator("main [role=status]")).to_contain_text(ui("fr", words))

    def record_meeting(self, day: date) -> None:
        """A second roundtable, from the desk's first page."""
        self.window.locator(f"main a[href='/fr/desk{SAONE}']").click()
        self.press("Record a meeting")
        expect(self.window.locator("[name=number]")).to_have_value("2")
        self.fill(day=day.isoformat(), duration_minutes="120")
        self.choose(mode="online")
        self.press("Keep")
        self.record = self.window.url
        assert ui("fr", "Mark the meeting as held first: the report tells what has happened.") in read(self.window)
        self.press("Note who came")
        self.fill(people="18", organisations="12")
        self.press("Keep")
        self.press("Mark as: %(state)s", state=ui("fr", "held"))
        self.says("Noted.")

    def note(self, kind: str, texts: dict[str, str]) -> None:
        """Note what was said, in French and English."""
        self.press("Note an insight")
        self.choose(kind=kind)
        self.fill(text_fr=texts["fr"], text_en=texts["en"])

    def draft(self) -> None:
        """The report writes itself."""
        self.window.goto(self.record)
        self.press("Draft the report")
        assert re.search(r"/desk/articles/[0-9a-f-]+/fr/$", self.window.url)
        self.article = self.window.url

    def drafted(self) -> str:
        """All that stands in the fields of the edit page."""
        fields = self.window.locator("main form [name=title], main form textarea")
        return " ".join(fields.evaluate_all("them => them.map(it => it.value)"))


@pytest.fixture
def desk(page) -> Desk:
    """The facilitator of Saône-et-Loire at the desk."""
    return Desk(page("/desk/", language="fr", role="facilitator"))


@pytest.fixture
def public(browser, server) -> Iterator[Page]:
    """A second window, of somebody who never signed in; the pages it asks for come from the shelf."""
    with browser.new_context(base_url=server.url, locale="fr") as context:
        yield context.new_page()


def shelved(public: Page, *paths: str) -> dict[str, str]:
    """What somebody without a session reads, each page asked for twice so that it stands on the shelf."""
    found = {}
    for path in paths:
        public.goto(path)
        response = public.goto(path)
        assert response is not None and "etag" in response.headers, f"{path} is not kept on the shelf"
        found[path] = read(public)
    return found


PUBLIC = ["/fr/", f"/fr{SAONE}", "/fr/news/", "/en/", f"/en{SAONE}", "/en/news/"]
ARTICLE = "/news/saone-et-loire-roundtable-2/"
RECORDED = [f"/{language}{SAONE}roundtables/2/" for language in ("fr", "en", "ar")]


def test_a_meeting_becomes_a_report_and_a_quote_is_taken_back(desk, public):
    day = timezone.localdate() - timedelta(days=1)
    desk.record_meeting(day)
    desk.note("challenge", CHALLENGE)
    desk.press("Keep")
    desk.note("solution", SOLUTION)
    desk.press("Keep")
    desk.note("quote", QUOTE)
    desk.choose(attribution="named")
    desk.fill(person=SPEAKER, consent_given_on=day.isoformat(), consent_how="formulaire signé")
    desk.press("Keep")

    desk.draft()
    text = desk.drafted()
    assert missing(text, ["18", "12", "deux heures|2 h", "en ligne", re.escape(CHALLENGE["fr"])]) == []
    assert QUOTE["fr"] in read(desk.window, "main form:has([name=title])")
    before = shelved(public, *PUBLIC)
    assert not any(TITLE in shown for shown in before.values())
    assert public.goto(f"/fr{ARTICLE}").status == 404  # type: ignore[union-attr]

    _edit_and_publish(desk)
    _everybody_reads_it(public, day)
    _take_the_quote_back(desk, public)


def _edit_and_publish(desk: Desk) -> None:
    window = desk.window
    kept = window.locator("[name=title]").input_value()
    desk.fill(title=TITLE)
    # The editor repeats the quote in running text: that wording goes too when consent does.
    window.locator("[name=part_own]").fill(f"Une personne a dit : « {QUOTE['fr']} »")
    desk.press("Preview")
    preview = read(window, "#preview")
    assert missing(preview, [re.escape(words) for words in (TITLE, QUOTE["fr"], SPEAKER, SOLUTION["fr"])]) == []
    with window.context.new_page() as other:
        other.goto(desk.article)
        assert other.locator("[name=title]").input_value() == kept, "a preview is not kept"
    desk.press("Keep")
    desk.says("The text is kept. The version before it stays in the list below.")
    desk.press("Publish")
    desk.says("Published. Everybody can read it now.")


def _everybody_reads_it(public: Page, day: date) -> None:
    """At once on home, region page and news, in the window whose pages came from the shelf."""
    after = {}
    for path in PUBLIC:
        public.goto(path)
        after[path] = read(public)
        href = f"/{path.split('/')[1]}{ARTICLE}"
        assert public.locator(f"main a[href='{href}']").count() >= 1, f"{path} does not lead to {href}"
    assert all(TITLE in after[path] for path in PUBLIC if path.startswith("/fr"))
    whole = shelved(public, f"/fr{ARTICLE}", f"/en{ARTICLE}", *RECORDED)
    plain = format_date(day, "d MMMM y", locale="fr").replace("1 ", "1(er)? ", 1) if day.day == 1 else ""
    said = [TITLE, "18", re.escape(QUOTE["fr"]), SPEAKER, re.escape(SOLUTION["fr"]), plain]
    assert missing(whole[f"/fr{ARTICLE}"], said) == []
    english = [re.escape(text["en"]) for text in (QUOTE, CHALLENGE, SOLUTION)]
    assert missing(whole[f"/en{ARTICLE}"], [*english, SPEAKER, "18"]) == []
    assert missing(whole[RECORDED[0]], [re.escape(QUOTE["fr"]), "18", "12", SPEAKER]) == []


def _take_the_quote_back(desk: Desk, public: Page) -> None:
    window = desk.window
    window.goto(desk.record)
    desk.press("Withdraw the consent")
    desk.says("The quote is withdrawn: its words are gone from every page, text and version.")
    gone = re.escape(ui("fr", "This quote was withdrawn on %(date)s.", date="DATE")).replace("DATE", ".+")
    assert re.search(gone, read(window))
    pages = {f"desk {desk.record}": read(window)}
    edits = [desk.article, re.sub("/fr/$", "/en/", desk.article)]
    for edit in edits:
        window.goto(edit)
        links = window.locator("main aside a[href*='/desk/articles/']")
        numbers = links.evaluate_all("them => them.map(it => it.href)")
        pages[edit] = read(window) + window.content() + desk.drafted()
        for version in (href for href in numbers if re.search(r"/\d+/$", href)):
            window.goto(version)
            pages[version] = window.content()
    assert len(pages) >= 6, "two versions in French, one in English"
    window.goto(desk.article)
    desk.press("Preview")
    pages["preview"] = window.content()
    for path in (*PUBLIC, f"/fr{ARTICLE}", f"/en{ARTICLE}", *RECORDED):
        public.goto(path)
        pages[path] = public.content()
    everything = (*QUOTE.values(), SPEAKER)
    found = [f"{name}: {words}" for name, html in pages.items() for words in everything if words in html]
    assert found == []
    for language, path in (("fr", f"/fr{ARTICLE}"), ("en", f"/en{ARTICLE}"), ("fr", RECORDED[0]), ("ar", RECORDED[2])):
        public.goto(path)
        words = re.escape(ui(language, "This quote was withdrawn on %(date)s.", date="DATE")).replace("DATE", ".+")
        assert re.search(words, read(public, "main")), f"{path} does not say that a quote was withdrawn"
