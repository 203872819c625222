"""The first roundtable in Saône-et-Loire, drafted in the five languages and compared word for word."""

from datetime import date
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
    draft_report,
)

QUOTE = UUID(int=9)
KINDS = ("challenge", "constraint", "opportunity")
MISSING = (Missing("unit_unstated"), Missing("boilerplate"), Missing("funding"))


def record(region: RegionFact, detail: str, agenda: tuple[str, ...], said: tuple[str, ...]) -> ReportFacts:
    """1 July 2021, online, two and a half hours, 23 stakeholders, with the words of one language."""
    return ReportFacts(
        region=region,
        network=NetworkFact("SHARE SIRA", other_regions=9),
        kind="roundtable",
        number=1,
        promised=4,
        day=date(2021, 7, 1),
        duration_minutes=150,
        mode="online",
        organisers=("Entraide Pierre Valdo", "ICMC Europe"),
        lead="ICMC Europe",
        counts=(CountFact(23, 23, "unstated"),),
        categories=(
            CategoryFact("regional_authority"),
            CategoryFact("local_authority"),
            CategoryFact("mainstream_service", detail=detail),
            CategoryFact("ngo", "many"),
            CategoryFact("newcomer", "few"),
        ),
        agenda=agenda,
        insights=tuple(InsightFact(UUID(int=1), kind, text) for kind, text in zip(KINDS, said, strict=True)),
        quote=QuoteFact(QUOTE),
        next=NextFact(roundtables_left=3, last_year=2022, trainings=True, call=True),
        region_url="https://example.org/saone-et-loire",
    )


def test_english() -> None:
    facts = record(
        RegionFact(
            "Saône-et-Loire",
            "of Saône-et-Loire",
            "in Saône-et-Loire",
            kind="department",
            parent="Bourgogne-Franche-Comté",
            parent_of="of Bourgogne-Franche-Comté",
            country="France",
        ),
        "such as training providers",
        ("the aims of the project", "the idea of an inclusive territory"),
        (
            "Without a car, a course twenty kilometres away is out of reach.",
            "Public bodies work within limits that partners rarely see.",
            "In the countryside, associations, officials and volunteers know one another.",
        ),
    )
    assert draft_report(facts, "en") == Draft(
        title="Saône-et-Loire: the regional platform meets for the first time",
        lead="The first roundtable in Saône-et-Loire brought together 23 stakeholders on 1 July 2021. The "
        "discussion covered challenges, constraints and opportunities.",
        parts=(
            Part(
                "convened",
                "On 1 July 2021, Entraide Pierre Valdo and ICMC Europe, lead of the SHARE SIRA network, "
                "launched the regional platform for the integration of migrants and refugees in "
                "Saône-et-Loire (department of Bourgogne-Franche-Comté, France) with the first of four "
                "planned roundtables. The meeting took place online and lasted two and a half hours.\n\nThe "
                "platform is part of the SHARE SIRA network, which is also at work in nine other regions.",
            ),
            Part(
                "attendance",
                "The meeting gathered 23 stakeholders. Those taking part included regional authorities and "
                "agencies, local authorities, mainstream services such as training providers, many civil "
                "society organisations, as well as a few migrants and refugees.",
            ),
            Part(
                "programme",
                "The programme covered the aims of the project and the idea of an inclusive territory.",
            ),
            Part(
                "insights_challenge",
                "As for difficulties, participants pointed to one challenge. Without a car, a "
                "course twenty kilometres away is out of reach.",
            ),
            Part(
                "insights_constraint",
                "They also described one constraint on their work. Public bodies work within limits that "
                "partners rarely see.",
            ),
            Part(
                "insights_opportunity",
                "On the other side, participants also saw one opportunity. In the countryside, "
                "associations, officials and volunteers know one another.",
            ),
            Part("quote", insight=QUOTE),
            Part(
                "next",
                "Three more roundtables will follow by the end of 2022. The next steps include trainings "
                "and a call for pilot actions. You can follow the work on [the page of "
                "Saône-et-Loire](https://example.org/saone-et-loire).",
            ),
        ),
        missing=MISSING,
    )


def test_french() -> None:
    facts = record(
        RegionFact(
            "Saône-et-Loire",
            "de la Saône-et-Loire",
            "en Saône-et-Loire",
            kind="département",
            parent="Bourgogne-Franche-Comté",
            parent_of="de Bourgogne-Franche-Comté",
            country="France",
        ),
        "tels que des organismes de formation",
        ("les objectifs du projet", "l’idée de territoire inclusif"),
        (
            "Sans voiture, un cours à vingt kilomètres est hors de portée.",
            "Les administrations travaillent avec des limites que leurs partenaires voient rarement.",
            "À la campagne, associations, élus et bénévoles se connaissent.",
        ),
    )
    assert draft_report(facts, "fr") == Draft(
        title="Saône-et-Loire\u202f: la plateforme régionale se réunit pour la première fois",
        lead="La première table ronde en Saône-et-Loire a réuni 23 acteurs le 1er juillet 2021. Au cœur des "
        "échanges\u202f: défis, contraintes et opportunités.",
        parts=(
            Part(
                "convened",
                "Le 1er juillet 2021, Entraide Pierre Valdo et ICMC Europe, chef de file du réseau SHARE "
                "SIRA, ont lancé la plateforme régionale pour l’intégration des personnes migrantes et "
                "réfugiées en Saône-et-Loire (département de Bourgogne-Franche-Comté, France) lors de la "
                "première des quatre tables rondes prévues. La rencontre s’est tenue en ligne et a duré "
                "2\u00a0h\u00a030.\n\nLa plateforme fait partie du réseau SHARE SIRA, présent aussi dans "
                "neuf autres régions.",
            ),
            Part(
                "attendance",
                "La rencontre a rassemblé 23 acteurs. Y ont pris part des autorités et agences régionales, "
                "des collectivités locales, des services de droit commun tels que des organismes de "
                "formation, de nombreuses associations, ainsi que quelques personnes migrantes et réfugiées.",
            ),
            Part(
                "programme",
                "Au programme\u202f: les objectifs du projet et l’idée de territoire inclusif.",
            ),
            Part(
                "insights_challenge",
                "Du côté des difficultés, la discussion a fait ressortir un défi. Sans voiture, un cours à "
                "vingt kilomètres est hors de portée.",
            ),
            Part(
                "insights_constraint",
                "Les échanges ont aussi mis au jour une contrainte. Les administrations travaillent avec "
                "des limites que leurs partenaires voient rarement.",
            ),
            Part(
                "insights_opportunity",
                "En regard, les échanges ont aussi montré une opportunité. À la campagne, associations, "
                "élus et bénévoles se connaissent.",
            ),
            Part("quote", insight=QUOTE),
            Part(
                "next",
                "Trois autres tables rondes sont prévues d’ici fin 2022. Les prochaines étapes comprennent "
                "des formations et un appel à actions pilotes. Pour suivre les activités, consultez [la "
                "page de la Saône-et-Loire](https://example.org/saone-et-loire).",
            ),
        ),
        missing=MISSING,
    )


def test_spanish() -> None:
    facts = record(
        RegionFact(
            "Saône-et-Loire",
            "de Saône-et-Loire",
            "en Saône-et-Loire",
            parent="Borgoña-Franco Condado",
            country="Francia",
        ),
        "como centros de formación",
        ("los objetivos del proyecto", "la idea de territorio inclusivo"),
        (
            "Sin coche, un curso a veinte kilómetros queda fuera de alcance.",
            "Las administraciones trabajan con límites que sus socios apenas ven.",
            "En el campo, asociaciones, autoridades y voluntariado se conocen.",
        ),
    )
    assert draft_report(facts, "es") == Draft(
        title="Saône-et-Loire: la plataforma regional se reúne por primera vez",
        lead="La primera mesa redonda en Saône-et-Loire reunió a 23 actores el 1 de julio de 2021. Temas de "
        "la conversación: retos, limitaciones y oportunidades.",
        parts=(
            Part(
                "convened",
                "El 1 de julio de 2021, Entraide Pierre Valdo e ICMC Europe, entidad líder de la red SHARE "
                "SIRA, pusieron en marcha la plataforma regional para la integración de personas migrantes "
                "y refugiadas en Saône-et-Loire (Borgoña-Franco Condado, Francia) con la primera de las "
                "cuatro mesas redondas previstas. La reunión se celebró en línea y duró dos horas y "
                "media.\n\nLa plataforma forma parte de la red SHARE SIRA, presente también en otras nueve "
                "regiones.",
            ),
            Part(
                "attendance",
                "La reunión contó con 23 actores. Participaron administraciones y agencias regionales, "
                "administraciones locales, servicios generales como centros de formación, numerosas "
                "organizaciones de la sociedad civil, así como algunas personas migrantes y refugiadas.",
            ),
            Part(
                "programme",
                "En el programa: los objetivos del proyecto y la idea de territorio inclusivo.",
            ),
            Part(
                "insights_challenge",
                "Por el lado de las dificultades, la conversación mostró un reto. Sin coche, un curso a "
                "veinte kilómetros queda fuera de alcance.",
            ),
            Part(
                "insights_constraint",
                "La conversación puso también de relieve una limitación. Las administraciones trabajan con "
                "límites que sus socios apenas ven.",
            ),
            Part(
                "insights_opportunity",
                "Por otro lado, también se vio una oportunidad. En el campo, asociaciones, autoridades y "
                "voluntariado se conocen.",
            ),
            Part("quote", insight=QUOTE),
            Part(
                "next",
                "Están previstas otras tres mesas redondas antes de que termine 2022. Los próximos pasos "
                "incluyen formaciones y una convocatoria de acciones piloto. Puede seguir el trabajo en [la "
                "página de Saône-et-Loire](https://example.org/saone-et-loire).",
            ),
        ),
        missing=MISSING,
    )


def test_polish() -> None:
    facts = record(
        RegionFact(
            "Saona i Loara",
            "departamentu Saona i Loara",
            "w departamencie Saona i Loara",
            parent="Burgundia-Franche-Comté",
            country="Francja",
        ),
        "takie jak ośrodki szkoleniowe",
        ("cele projektu", "pojęcie terytorium włączającego"),
        (
            "Bez samochodu kurs odległy o dwadzieścia kilometrów jest poza zasięgiem.",
            "Urzędy działają w granicach, których partnerzy rzadko są świadomi.",
            "Na wsi stowarzyszenia, urzędnicy i wolontariusze się znają.",
        ),
    )
    assert draft_report(facts, "pl") == Draft(
        title="Saona i Loara: regionalna platforma spotyka się po raz pierwszy",
        lead="1 lipca 2021 r. pierwsze spotkanie okrągłego stołu w departamencie Saona i Loara zgromadziło "
        "23 uczestników. Tematy rozmowy: wyzwania, ograniczenia i możliwości.",
        parts=(
            Part(
                "convened",
                "1 lipca 2021 r. po raz pierwszy spotkała się regionalna platforma na rzecz integracji "
                "migrantów i uchodźców w departamencie Saona i Loara (Burgundia-Franche-Comté, Francja). To "
                "początek serii czterech zaplanowanych spotkań okrągłego stołu. Organizatorzy: Entraide "
                "Pierre Valdo i ICMC Europe (lider sieci SHARE SIRA). Spotkanie odbyło się online i trwało "
                "dwie i pół godziny.\n\nPlatforma należy do sieci SHARE SIRA, która działa także w "
                "dziewięciu innych regionach.",
            ),
            Part(
                "attendance",
                "Spotkanie zgromadziło 23 uczestników. Zaangażowało ono instytucje regionalne, samorządy "
                "lokalne, instytucje usług publicznych takie jak ośrodki szkoleniowe, liczne organizacje "
                "pozarządowe oraz kilku migrantów i uchodźców.",
            ),
            Part("programme", "W programie: cele projektu i pojęcie terytorium włączającego."),
            Part(
                "insights_challenge",
                "Po stronie trudności rozmowa wskazała jedno wyzwanie. Bez samochodu kurs odległy o "
                "dwadzieścia kilometrów jest poza zasięgiem.",
            ),
            Part(
                "insights_constraint",
                "Rozmowa ujawniła też jedno ograniczenie. Urzędy działają w granicach, których partnerzy "
                "rzadko są świadomi.",
            ),
            Part(
                "insights_opportunity",
                "Z drugiej strony rozmowa pokazała też jedną możliwość. Na wsi stowarzyszenia, urzędnicy i "
                "wolontariusze się znają.",
            ),
            Part("quote", insight=QUOTE),
            Part(
                "next",
                "Do końca 2022 r. zaplanowano jeszcze trzy spotkania okrągłego stołu. Kolejne kroki to "
                "szkolenia i nabór na działania pilotażowe. Dalszy ciąg prac można śledzić na [stronie "
                "departamentu Saona i Loara](https://example.org/saone-et-loire).",
            ),
        ),
        missing=MISSING,
    )


def test_greek() -> None:
    facts = record(
        RegionFact(
            "Σον-ε-Λουάρ",
            "του Σον-ε-Λουάρ",
            "στο Σον-ε-Λουάρ",
            kind="νομός",
            parent="Βουργουνδία-Φρανς-Κοντέ",
            parent_of="της Βουργουνδίας-Φρανς-Κοντέ",
            country="Γαλλία",
        ),
        "όπως φορείς κατάρτισης",
        ("οι στόχοι του έργου", "η έννοια της συμπεριληπτικής περιοχής"),
        (
            "Χωρίς αυτοκίνητο, ένα μάθημα είκοσι χιλιόμετρα μακριά δεν είναι προσιτό.",
            "Οι υπηρεσίες εργάζονται με όρια που οι εταίροι σπάνια βλέπουν.",
            "Στην ύπαιθρο, σύλλογοι, αρχές και εθελοντές γνωρίζονται μεταξύ τους.",
        ),
    )
    assert draft_report(facts, "el") == Draft(
        title="Σον-ε-Λουάρ: η περιφερειακή πλατφόρμα συνεδριάζει για πρώτη φορά",
        lead="Η πρώτη στρογγυλή τράπεζα στο Σον-ε-Λουάρ συγκέντρωσε 23 συμμετέχοντες την 1η Ιουλίου 2021. "
        "Θέματα της συζήτησης: προκλήσεις, περιορισμοί και ευκαιρίες.",
        parts=(
            Part(
                "convened",
                "Την 1η Ιουλίου 2021 συνεδρίασε για πρώτη φορά η περιφερειακή πλατφόρμα για την ένταξη "
                "μεταναστών και προσφύγων στο Σον-ε-Λουάρ (νομός της Βουργουνδίας-Φρανς-Κοντέ, Γαλλία). "
                "Ήταν η πρώτη από τις τέσσερις προγραμματισμένες στρογγυλές τράπεζες. Τη διοργάνωση "
                "ανέλαβαν οι φορείς Entraide Pierre Valdo και ICMC Europe (επικεφαλής του δικτύου SHARE "
                "SIRA). Η συνάντηση έγινε διαδικτυακά και διήρκεσε δυόμισι ώρες.\n\nΗ πλατφόρμα είναι μέλος "
                "του δικτύου SHARE SIRA, που δραστηριοποιείται και σε εννέα ακόμη περιοχές.",
            ),
            Part(
                "attendance",
                "Η συνάντηση έφερε κοντά 23 συμμετέχοντες. Συμμετείχαν περιφερειακές αρχές και υπηρεσίες, "
                "τοπικές αρχές, γενικές υπηρεσίες όπως φορείς κατάρτισης, πολλές οργανώσεις της κοινωνίας "
                "των πολιτών, καθώς και μερικοί μετανάστες και πρόσφυγες.",
            ),
            Part(
                "programme",
                "Στο πρόγραμμα: οι στόχοι του έργου και η έννοια της συμπεριληπτικής περιοχής.",
            ),
            Part(
                "insights_challenge",
                "Στην πλευρά των δυσκολιών, η συζήτηση ανέδειξε μία πρόκληση. Χωρίς αυτοκίνητο, ένα μάθημα "
                "είκοσι χιλιόμετρα μακριά δεν είναι προσιτό.",
            ),
            Part(
                "insights_constraint",
                "Η συζήτηση έφερε επίσης στο φως έναν περιορισμό. Οι υπηρεσίες εργάζονται με όρια που οι "
                "εταίροι σπάνια βλέπουν.",
            ),
            Part(
                "insights_opportunity",
                "Από την άλλη πλευρά, η συζήτηση έδειξε και μία ευκαιρία. Στην ύπαιθρο, σύλλογοι, αρχές και "
                "εθελοντές γνωρίζονται μεταξύ τους.",
            ),
            Part("quote", insight=QUOTE),
            Part(
                "next",
                "Έως το τέλος του 2022 προγραμματίζονται ακόμη τρεις στρογγυλές τράπεζες. Τα επόμενα βήματα "
                "περιλαμβάνουν καταρτίσεις και πρόσκληση για πιλοτικές δράσεις. Τη συνέχεια θα βρείτε στη "
                "[σελίδα του Σον-ε-Λουάρ](https://example.org/saone-et-loire).",
            ),
        ),
        missing=MISSING,
    )
