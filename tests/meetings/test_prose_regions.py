"""Roundtables of three other regions, drafted in English and in their own language, word for word."""

from datetime import date, time
from uuid import UUID

from welcommune.meetings.prose import (
    CategoryFact,
    CountFact,
    Draft,
    InsightFact,
    Missing,
    NetworkFact,
    NextFact,
    Part,
    QuoteFact,
    RegionFact,
    ReportFacts,
    TrainingFact,
    draft_report,
)

QUOTE = UUID(int=9)
LOWER_SILESIA = {
    "en": RegionFact("Lower Silesia", "of Lower Silesia", "in Lower Silesia", kind="voivodeship", country="Poland"),
    "pl": RegionFact("Dolny Śląsk", "Dolnego Śląska", "na Dolnym Śląsku", kind="województwo", country="Polska"),
}
KARDITSA = {
    "en": RegionFact("Karditsa", "of Karditsa", "in Karditsa", parent="Thessaly", country="Greece"),
    "el": RegionFact("Καρδίτσα", "της Καρδίτσας", "στην Καρδίτσα", parent="Θεσσαλία", country="Ελλάδα"),
}
VAUCLUSE = {
    "en": RegionFact("Vaucluse", "of Vaucluse", "in Vaucluse", "rural department", country="France"),
    "fr": RegionFact("Vaucluse", "du Vaucluse", "dans le Vaucluse", "département rural", country="France"),
}


def gaps(*codes: str) -> tuple[Missing, ...]:
    """What is missing, where nothing is counted."""
    return tuple(Missing(code) for code in codes)


def vaucluse_1(language: str, detail: str, solutions: tuple[str, ...]) -> ReportFacts:
    """22 April 2021: two hours online, 24 stakeholders, four solutions, one of them without wording."""
    said = tuple(InsightFact(UUID(int=n), "solution", text) for n, text in enumerate(solutions))
    return ReportFacts(
        region=VAUCLUSE[language],
        network=NetworkFact("SHARE SIRA", boilerplate="About the network  (1).", funding="Funded by: AMIF"),
        kind="roundtable",
        number=1,
        day=date(2021, 4, 22),
        duration_minutes=120,
        mode="online",
        organisers=("ICMC Europe", "Entraide Pierre Valdo"),
        lead="ICMC Europe",
        counts=(CountFact(24, 24, "unstated"),),
        categories=(CategoryFact("employment_service"), CategoryFact("mainstream_service", detail=detail)),
        insights=(*said, InsightFact(UUID(int=7), "need", "")),
        quote=QuoteFact(QUOTE),
    )


def karditsa_1(language: str) -> ReportFacts:
    """12 April 2021: two hours online, 30 people from 21 organisations."""
    return ReportFacts(
        region=KARDITSA[language],
        network=NetworkFact("SHARE SIRA"),
        kind="roundtable",
        number=1,
        promised=4,
        day=date(2021, 4, 12),
        duration_minutes=120,
        mode="online",
        organisers=("AN.KA.",),
        counts=(CountFact(30, 30, "people"), CountFact(21, 21, "organisations")),
        next=NextFact(roundtables_left=3),
    )


def lower_silesia_3(language: str, training: str) -> ReportFacts:
    """4 February 2022: five hours online, four of them a training, 36 people."""
    return ReportFacts(
        region=LOWER_SILESIA[language],
        network=NetworkFact("SHARE SIRA"),
        kind="roundtable",
        number=3,
        promised=4,
        day=date(2022, 2, 4),
        starts_at=time(9),
        zone_name="Europe/Warsaw",
        duration_minutes=300,
        mode="online",
        organisers=("IOM Poland",),
        counts=(CountFact(36, 36, "people"),),
        trainings=(TrainingFact(training, 240),),
        next=NextFact(roundtables_left=1, next_date=date(2022, 4, 8)),
    )


def lower_silesia_4(language: str, *counts: CountFact) -> ReportFacts:
    """8 April 2022: online, from 9 to 16 people because some left."""
    return ReportFacts(
        region=LOWER_SILESIA[language],
        network=NetworkFact("SHARE SIRA"),
        kind="roundtable",
        number=4,
        promised=4,
        day=date(2022, 4, 8),
        mode="online",
        organisers=("IOM Poland",),
        counts=counts,
        next=NextFact(roundtables_left=0),
    )


def test_vaucluse_1_in_english() -> None:
    solutions = ("One language offer.", "Shared cars.", "Paid transport", "Work with neighbours.")
    facts = vaucluse_1("en", "in health and education", solutions)
    assert draft_report(facts, "en") == Draft(
        title="Vaucluse: the regional platform meets for the first time",
        lead="The first roundtable in Vaucluse brought together 24 stakeholders on 22 April 2021.",
        parts=(
            Part(
                "convened",
                "On 22 April 2021, Entraide Pierre Valdo and ICMC Europe, lead of the SHARE SIRA network, "
                "launched the regional platform for the integration of migrants and refugees in Vaucluse "
                "(rural department, France) with a first roundtable. The meeting took place online and "
                "lasted two hours.",
            ),
            Part(
                "attendance",
                "The meeting gathered 24 stakeholders. Those taking part included public employment "
                "services, as well as mainstream services in health and education.",
            ),
            Part(
                "insights_solution",
                "Participants proposed several solutions:\n\n- One language offer.\n- Shared cars.\n- Paid "
                "transport.\n- Work with neighbours.",
            ),
            Part("quote", insight=QUOTE),
            Part("boilerplate", "About the network  (1)."),
            Part("funding", "Funded by: AMIF"),
        ),
        missing=(
            Missing("unit_unstated"),
            Missing("agenda"),
            Missing("insights_untranslated", 1),
            Missing("next"),
        ),
    )


def test_vaucluse_1_in_french() -> None:
    facts = vaucluse_1("fr", "de la santé et de l’éducation", ("Une offre de langue : cohérente.",))
    assert draft_report(facts, "fr") == Draft(
        title="Vaucluse\u202f: la plateforme régionale se réunit pour la première fois",
        lead="La première table ronde dans le Vaucluse a réuni 24 acteurs le 22 avril 2021.",
        parts=(
            Part(
                "convened",
                "Le 22 avril 2021, Entraide Pierre Valdo et ICMC Europe, chef de file du réseau SHARE SIRA, "
                "ont lancé la plateforme régionale pour l’intégration des personnes migrantes et réfugiées "
                "dans le Vaucluse (département rural, France) lors d’une première table ronde. La rencontre "
                "s’est tenue en ligne et a duré deux heures.",
            ),
            Part(
                "attendance",
                "La rencontre a rassemblé 24 acteurs. Y ont pris part des services publics de l’emploi, "
                "ainsi que des services de droit commun de la santé et de l’éducation.",
            ),
            Part(
                "insights_solution",
                "La rencontre a permis de proposer une solution. Une offre de langue\u202f: cohérente.",
            ),
            Part("quote", insight=QUOTE),
            Part("boilerplate", "About the network  (1)."),
            Part("funding", "Funded by: AMIF"),
        ),
        missing=(
            Missing("unit_unstated"),
            Missing("agenda"),
            Missing("insights_untranslated", 1),
            Missing("next"),
        ),
    )


def test_karditsa_1_in_english() -> None:
    assert draft_report(karditsa_1("en"), "en") == Draft(
        title="Karditsa: the regional platform meets for the first time",
        lead="The first roundtable in Karditsa brought together 30 people from 21 organisations on 12 April 2021.",
        parts=(
            Part(
                "convened",
                "On 12 April 2021, AN.KA. launched the regional platform for the integration of migrants "
                "and refugees in Karditsa (Thessaly, Greece) with the first of four planned roundtables. "
                "The meeting took place online and lasted two hours.\n\nThe platform is part of the SHARE "
                "SIRA network.",
            ),
            Part("attendance", "The meeting gathered 30 people from 21 organisations."),
            Part("next", "Three more roundtables are planned."),
        ),
        missing=gaps("categories", "agenda", "insights", "quote", "boilerplate", "funding"),
    )


def test_karditsa_1_in_greek() -> None:
    assert draft_report(karditsa_1("el"), "el") == Draft(
        title="Καρδίτσα: η περιφερειακή πλατφόρμα συνεδριάζει για πρώτη φορά",
        lead="Η πρώτη στρογγυλή τράπεζα στην Καρδίτσα συγκέντρωσε 30 άτομα από 21 φορείς στις 12 Απριλίου 2021.",
        parts=(
            Part(
                "convened",
                "Στις 12 Απριλίου 2021 συνεδρίασε για πρώτη φορά η περιφερειακή πλατφόρμα για την ένταξη "
                "μεταναστών και προσφύγων στην Καρδίτσα (Θεσσαλία, Ελλάδα). Ήταν η πρώτη από τις τέσσερις "
                "προγραμματισμένες στρογγυλές τράπεζες. Τη διοργάνωση ανέλαβε ο φορέας AN.KA. Η συνάντηση "
                "έγινε διαδικτυακά και διήρκεσε δύο ώρες.\n\nΗ πλατφόρμα είναι μέλος του δικτύου SHARE SIRA.",
            ),
            Part("attendance", "Η συνάντηση έφερε κοντά 30 άτομα από 21 φορείς."),
            Part("next", "Προγραμματίζονται ακόμη τρεις στρογγυλές τράπεζες."),
        ),
        missing=gaps("categories", "agenda", "insights", "quote", "boilerplate", "funding"),
    )


def test_lower_silesia_3_in_english() -> None:
    assert draft_report(lower_silesia_3("en", "Individual integration programmes"), "en") == Draft(
        title="Lower Silesia: 36 people at the third roundtable",
        lead="The third roundtable in Lower Silesia brought together 36 people on 4 February 2022.",
        parts=(
            Part(
                "convened",
                "On 4 February 2022, IOM Poland brought the regional platform for the integration of "
                "migrants and refugees in Lower Silesia (voivodeship, Poland) back together for the third "
                "of four planned roundtables. The meeting took place online, from 09:00 to 14:00 (Warsaw "
                "time).\n\nThe platform is part of the SHARE SIRA network.",
            ),
            Part("attendance", "The meeting gathered 36 people."),
            Part(
                "programme",
                "Most of the meeting was a training of four hours, “Individual integration programmes”.",
            ),
            Part("next", "One more roundtable is planned. The next meeting is on Friday 8 April 2022."),
        ),
        missing=gaps("categories", "agenda", "insights", "quote", "boilerplate", "funding"),
    )


def test_lower_silesia_3_in_polish() -> None:
    assert draft_report(lower_silesia_3("pl", "Indywidualne programy integracji"), "pl") == Draft(
        title="Dolny Śląsk: trzecie spotkanie okrągłego stołu, 36 osób",
        lead="4 lutego 2022 r. trzecie spotkanie okrągłego stołu na Dolnym Śląsku zgromadziło 36 osób.",
        parts=(
            Part(
                "convened",
                "4 lutego 2022 r. ponownie spotkała się regionalna platforma na rzecz integracji migrantów "
                "i uchodźców na Dolnym Śląsku (województwo, Polska). Było to trzecie z czterech "
                "zaplanowanych spotkań okrągłego stołu. Organizator: IOM Poland. Spotkanie odbyło się "
                "online, od 09:00 do 14:00 (strefa czasowa: Warszawa).\n\nPlatforma należy do sieci SHARE "
                "SIRA.",
            ),
            Part("attendance", "Spotkanie zgromadziło 36 osób."),
            Part(
                "programme",
                "Większość czasu zajęło szkolenie „Indywidualne programy integracji”, które trwało cztery godziny.",
            ),
            Part(
                "next",
                "Zaplanowano jeszcze jedno spotkanie okrągłego stołu. Następne spotkanie: piątek, 8 kwietnia 2022 r.",
            ),
        ),
        missing=gaps("categories", "agenda", "insights", "quote", "boilerplate", "funding"),
    )


def test_lower_silesia_4_in_english() -> None:
    assert draft_report(lower_silesia_4("en", CountFact(9, 16, "people")), "en") == Draft(
        title="Lower Silesia: the last of four roundtables",
        lead="The fourth roundtable in Lower Silesia brought together between 9 and 16 people on 8 April 2022.",
        parts=(
            Part(
                "convened",
                "On 8 April 2022, IOM Poland brought the regional platform for the integration of migrants "
                "and refugees in Lower Silesia (voivodeship, Poland) together for the last of four planned "
                "roundtables. The meeting took place online.\n\nThe platform is part of the SHARE SIRA "
                "network.",
            ),
            Part("attendance", "The meeting gathered between 9 and 16 people."),
            Part("next", "With this meeting, the planned series of roundtables is complete."),
        ),
        missing=gaps("duration", "categories", "agenda", "insights", "quote", "boilerplate", "funding"),
    )


def test_lower_silesia_4_in_polish_with_the_moments_known() -> None:
    arrival, departure = CountFact(16, 16, "people", "arrival"), CountFact(9, 9, "people", "departure")
    facts = lower_silesia_4("pl", arrival, departure)
    assert draft_report(facts, "pl") == Draft(
        title="Dolny Śląsk: ostatnie z czterech spotkań okrągłego stołu",
        lead="8 kwietnia 2022 r. odbyło się czwarte spotkanie okrągłego stołu na Dolnym Śląsku.",
        parts=(
            Part(
                "convened",
                "8 kwietnia 2022 r. ponownie spotkała się regionalna platforma na rzecz integracji "
                "migrantów i uchodźców na Dolnym Śląsku (województwo, Polska). Było to ostatnie z czterech "
                "zaplanowanych spotkań okrągłego stołu. Organizator: IOM Poland. Spotkanie odbyło się "
                "online.\n\nPlatforma należy do sieci SHARE SIRA.",
            ),
            Part("attendance", "Spotkanie zgromadziło na początku 16 osób, a pod koniec 9."),
            Part("next", "Na tym kończy się zaplanowana seria spotkań okrągłego stołu."),
        ),
        missing=gaps("duration", "categories", "agenda", "insights", "quote", "boilerplate", "funding"),
    )
