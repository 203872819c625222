"""A record that knows only its date and kind, records with half a fact, and facts that cannot be."""

from dataclasses import replace
from datetime import date
from uuid import UUID

import pytest

from welcommune.meetings.prose import (
    CategoryFact,
    CountFact,
    Draft,
    InsightFact,
    Missing,
    NetworkFact,
    NextFact,
    Part,
    RegionFact,
    ReportFacts,
    draft_report,
)

SILENT = ReportFacts(network=NetworkFact(""), kind="roundtable", day=date(2021, 7, 1))
MISSING = tuple(
    Missing(code)
    for code in (
        *("organisers", "duration", "mode", "attendance", "categories", "agenda"),
        *("insights", "quote", "next", "boilerplate", "funding"),
    )
)


def missing_beyond_silence(facts: ReportFacts) -> set[Missing]:
    """The gaps that a silent record does not have."""
    return set(draft_report(facts, "en").missing) - set(MISSING)


def text_of(facts: ReportFacts, key: str, language: str = "en") -> str:
    """The text of one part; an empty text where the part does not exist."""
    return {part.key: part.text for part in draft_report(facts, language).parts}.get(key, "")


def test_silent_record_in_english() -> None:
    assert draft_report(SILENT, "en") == Draft(
        title="Roundtable, 1 July 2021",
        lead="A roundtable took place on 1 July 2021.",
        parts=(
            Part(
                "convened",
                "The regional platform for the integration of migrants and refugees met for a roundtable on "
                "1 July 2021.",
            ),
        ),
        missing=MISSING,
    )


def test_silent_record_in_french() -> None:
    assert draft_report(SILENT, "fr") == Draft(
        title="Table ronde, 1er juillet 2021",
        lead="Une table ronde s’est tenue le 1er juillet 2021.",
        parts=(
            Part(
                "convened",
                "La plateforme régionale pour l’intégration des personnes migrantes et réfugiées s’est "
                "réunie pour une table ronde le 1er juillet 2021.",
            ),
        ),
        missing=MISSING,
    )


def test_silent_record_in_spanish() -> None:
    assert draft_report(SILENT, "es") == Draft(
        title="Mesa redonda, 1 de julio de 2021",
        lead="Una mesa redonda se celebró el 1 de julio de 2021.",
        parts=(
            Part(
                "convened",
                "La plataforma regional para la integración de personas migrantes y refugiadas se reunió "
                "para una mesa redonda el 1 de julio de 2021.",
            ),
        ),
        missing=MISSING,
    )


def test_silent_record_in_polish() -> None:
    assert draft_report(SILENT, "pl") == Draft(
        title="Spotkanie okrągłego stołu, 1 lipca 2021 r.",
        lead="1 lipca 2021 r. odbyło się spotkanie okrągłego stołu.",
        parts=(
            Part(
                "convened",
                "1 lipca 2021 r. przy okrągłym stole spotkała się regionalna platforma na rzecz integracji "
                "migrantów i uchodźców.",
            ),
        ),
        missing=MISSING,
    )


def test_silent_record_in_greek() -> None:
    assert draft_report(SILENT, "el") == Draft(
        title="Στρογγυλή τράπεζα, 1η Ιουλίου 2021",
        lead="Την 1η Ιουλίου 2021 πραγματοποιήθηκε στρογγυλή τράπεζα.",
        parts=(
            Part(
                "convened",
                "Την 1η Ιουλίου 2021 συνεδρίασε σε στρογγυλή τράπεζα η περιφερειακή πλατφόρμα για την "
                "ένταξη μεταναστών και προσφύγων.",
            ),
        ),
        missing=MISSING,
    )


def test_silent_record_in_arabic() -> None:
    assert draft_report(SILENT, "ar") == Draft(
        title="مائدة مستديرة، 1 يوليو 2021",
        lead="نُظّمت مائدة مستديرة في 1 يوليو 2021.",
        parts=(
            Part(
                "convened",
                "اجتمعت المنصة الإقليمية لإدماج المهاجرين واللاجئين في 1 يوليو 2021 حول مائدة مستديرة.",
            ),
        ),
        missing=MISSING,
    )


def test_bare_region_name_in_arabic_stands_in_brackets_with_arabic_commas() -> None:
    facts = replace(SILENT, region=RegionFact("إيزير", "", "", country="فرنسا"))
    assert text_of(facts, "convened", "ar") == (
        "اجتمعت المنصة الإقليمية لإدماج المهاجرين واللاجئين (المنطقة: إيزير، فرنسا) في 1 يوليو 2021 حول مائدة مستديرة."
    )


def test_bare_region_name_gets_a_frame_of_its_own() -> None:
    facts = replace(SILENT, region=RegionFact("Isère", "", "", country="France"), region_url="https://example.org/i")
    assert draft_report(facts, "fr") == Draft(
        title="Isère\u202f: table ronde, 1er juillet 2021",
        lead="Une table ronde (région\u202f: Isère) s’est tenue le 1er juillet 2021.",
        parts=(
            Part(
                "convened",
                "La plateforme régionale pour l’intégration des personnes migrantes et réfugiées "
                "(région\u202f: Isère, France) s’est réunie pour une table ronde le 1er juillet 2021.",
            ),
            Part(
                "next",
                "Pour suivre les activités, consultez [la page de la région](https://example.org/i) "
                "(région\u202f: Isère).",
            ),
        ),
        missing=(*MISSING, Missing("region_forms")),
    )


def test_gaps_that_need_a_half_told_record() -> None:
    category, hybrid = (CategoryFact("beekeeper"),), "hybrid"
    assert missing_beyond_silence(replace(SILENT, mode=hybrid)) == {Missing("place")}
    assert missing_beyond_silence(replace(SILENT, categories=category)) == {Missing("categories_unknown", 1)}
    unclear = replace(SILENT, counts=(CountFact(23, 23, "unstated"),))
    assert missing_beyond_silence(unclear) == {Missing("unit_unstated")}
    wordless = tuple(InsightFact(UUID(int=n), "need", " ") for n in range(3))
    assert missing_beyond_silence(replace(SILENT, insights=wordless)) == {Missing("insights_untranslated", 3)}


def test_a_year_alone_says_nothing_about_what_follows() -> None:
    facts = replace(SILENT, next=NextFact(last_year=2022))
    assert draft_report(facts, "en").missing == MISSING


def test_words_of_a_quote_never_enter_the_draft() -> None:
    said = InsightFact(UUID(int=1), "quote", "Words that may be withdrawn.")
    assert draft_report(replace(SILENT, insights=(said,)), "en") == draft_report(SILENT, "en")


def test_small_number_of_newcomers_hides_every_number_of_people() -> None:
    facts = replace(
        SILENT,
        categories=(
            CategoryFact("ngo", count=CountFact(9, 9, "people")),
            CategoryFact("bank", count=CountFact(2, 2, "organisations")),
            CategoryFact("newcomer", count=CountFact(3, 3, "people")),
        ),
    )
    assert text_of(facts, "attendance") == (
        "The meeting brought together civil society organisations, banks (2 organisations), as well as a few "
        "migrants and refugees."
    )


def test_larger_number_of_newcomers_is_shown() -> None:
    facts = replace(SILENT, categories=(CategoryFact("newcomer", "many", CountFact(5, 8, "people")),))
    assert text_of(facts, "attendance", "fr") == (
        "La rencontre a rassemblé des personnes migrantes et réfugiées (5–8 personnes)."
    )


def test_units_are_not_added_together() -> None:
    counts = (CountFact(4, 4, "unstated"), CountFact(3, 3, "organisations"), CountFact(8, 9, "people"))
    facts = replace(SILENT, counts=counts)
    assert text_of(facts, "attendance", "es") == "La reunión contó con 8 o 9 personas de 3 organizaciones."


def test_nobody_is_the_same_as_not_told() -> None:
    assert draft_report(replace(SILENT, counts=(CountFact(0, 0, "people"),)), "en") == draft_report(SILENT, "en")


def test_braces_and_brackets_in_names_and_addresses_do_no_harm() -> None:
    facts = replace(SILENT, organisers=("{platform}",), region_url="https://example.org/a (b)")
    assert draft_report(facts, "pl").parts == (
        Part(
            "convened",
            "1 lipca 2021 r. przy okrągłym stole spotkała się regionalna platforma na rzecz integracji "
            "migrantów i uchodźców. Organizator: {platform}.",
        ),
        Part("next", "Dalszy ciąg prac można śledzić na [stronie sieci](https://example.org/a%20%28b%29)."),
    )


def test_other_languages_are_refused() -> None:
    with pytest.raises(ValueError, match="Reports are written in en, fr, es, pl, el, ar, not in 'uk'"):
        draft_report(SILENT, "uk")


@pytest.mark.parametrize(("low", "high"), [(-1, 3), (4, 3)])
def test_impossible_counts_are_refused(low: int, high: int) -> None:
    with pytest.raises(ValueError, match="from a smaller to a larger number"):
        CountFact(low, high, "people")


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("en", "ICMC Europe, lead of the network, held a conference of the SHARE SIRA network."),
        ("fr", "ICMC Europe, chef de file du réseau, a organisé une conférence du réseau SHARE SIRA."),
    ],
)
def test_a_network_that_meets_is_named_once(language: str, told: str) -> None:
    network = NetworkFact("SHARE SIRA")
    facts = replace(SILENT, network=network, kind="conference", organisers=("ICMC Europe",), lead="ICMC Europe")
    assert told in str(draft_report(facts, language).parts)
