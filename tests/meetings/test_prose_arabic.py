"""Roundtables drafted in Arabic, word for word."""

from dataclasses import replace
from datetime import date
from uuid import UUID

from tests.meetings.test_prose_regions import gaps, karditsa_1, lower_silesia_3, lower_silesia_4
from tests.meetings.test_prose_saone_et_loire import MISSING, QUOTE, record
from welcommune.meetings.prose import (
    CountFact,
    Draft,
    InsightFact,
    NetworkFact,
    Part,
    RegionFact,
    ReportFacts,
    draft_report,
)


def test_the_first_roundtable_in_saone_et_loire() -> None:
    facts = record(
        RegionFact(
            "سون ولوار",
            "منطقة سون ولوار",
            "في منطقة سون ولوار",
            kind="إقليم",
            parent="بورغوني فرانش كونتيه",
            country="فرنسا",
        ),
        "مثل مراكز التدريب",
        ("أهداف المشروع", "فكرة المنطقة الدامجة"),
        (
            "من دون سيارة، تبقى دورة على بعد عشرين كيلومترًا بعيدة المنال.",
            "تعمل الإدارات ضمن حدود قلّما يراها شركاؤها.",
            "في الريف يعرف الناس بعضهم بعضًا",
        ),
    )
    assert draft_report(facts, "ar") == Draft(
        title="سون ولوار: المنصة الإقليمية تجتمع للمرة الأولى",
        lead="جمعت المائدة المستديرة الأولى في منطقة سون ولوار 23 مشاركًا في 1 يوليو 2021. وتناول النقاش التحديات "
        "والقيود والفرص.",
        parts=(
            Part(
                "convened",
                "بدعوة من Entraide Pierre Valdo و\u00a0ICMC Europe (الجهة القائدة لشبكة SHARE SIRA)، اجتمعت المنصة "
                "الإقليمية لإدماج المهاجرين واللاجئين في منطقة سون ولوار (إقليم، بورغوني فرانش كونتيه، فرنسا) للمرة "
                "الأولى في 1 يوليو 2021، في بداية سلسلة من أربع موائد مستديرة. نُظّمت الجلسة عبر الإنترنت واستمرت "
                "ساعتين ونصف الساعة.\n\nالمنصة جزء من شبكة SHARE SIRA التي تعمل أيضًا في تسع مناطق أخرى.",
            ),
            Part(
                "attendance",
                "ضمّت الجلسة 23 مشاركًا. وكان بين الحضور سلطات ووكالات إقليمية، وسلطات محلية، وخدمات عامة مثل مراكز "
                "التدريب، وعدد كبير من جمعيات المجتمع المدني، وبعض المهاجرين واللاجئين.",
            ),
            Part("programme", "على جدول الأعمال: أهداف المشروع وفكرة المنطقة الدامجة."),
            Part(
                "insights_challenge",
                "من جهة الصعوبات، أبرز النقاش تحديًا واحدًا. من دون سيارة، تبقى دورة على بعد عشرين كيلومترًا بعيدة "
                "المنال.",
            ),
            Part(
                "insights_constraint",
                "كشف النقاش أيضًا عن قيد واحد. تعمل الإدارات ضمن حدود قلّما يراها شركاؤها.",
            ),
            Part(
                "insights_opportunity",
                "في المقابل، أظهر النقاش أيضًا فرصة واحدة. في الريف يعرف الناس بعضهم بعضًا.",
            ),
            Part("quote", insight=QUOTE),
            Part(
                "next",
                "من المقرر تنظيم ثلاث موائد مستديرة أخرى قبل نهاية عام 2022. تشمل الخطوات التالية دورات تدريبية ودعوة "
                "لتقديم مشاريع تجريبية. يمكنكم متابعة العمل على [صفحة منطقة سون ولوار]"
                "(https://example.org/saone-et-loire).",
            ),
        ),
        missing=MISSING,
    )


def in_arabic(facts: ReportFacts, name: str) -> dict[str, str]:
    """The texts of a draft by the key of their part, for a record that is put into a region of this name."""
    region = RegionFact(name, f"منطقة {name}", f"في منطقة {name}")
    draft = draft_report(replace(facts, region=region), "ar")
    assert draft.missing[-2:] == gaps("boilerplate", "funding")
    return {"title": draft.title, "lead": draft.lead} | {part.key: part.text for part in draft.parts}


def test_the_first_of_a_series_with_people_and_organisations() -> None:
    assert in_arabic(karditsa_1("el"), "كارديتسا") == {
        "title": "كارديتسا: المنصة الإقليمية تجتمع للمرة الأولى",
        "lead": "جمعت المائدة المستديرة الأولى في منطقة كارديتسا 30 شخصًا من 21 منظمة في 12 أبريل 2021.",
        "convened": "بدعوة من AN.KA.، اجتمعت المنصة الإقليمية لإدماج المهاجرين واللاجئين في منطقة كارديتسا للمرة "
        "الأولى في 12 أبريل 2021، في بداية سلسلة من أربع موائد مستديرة. نُظّمت الجلسة عبر الإنترنت واستمرت ساعتين."
        "\n\nالمنصة جزء من شبكة SHARE SIRA.",
        "attendance": "ضمّت الجلسة 30 شخصًا من 21 منظمة.",
        "next": "من المقرر تنظيم ثلاث موائد مستديرة أخرى.",
    }


def test_one_of_a_series_that_was_mostly_a_training() -> None:
    assert in_arabic(lower_silesia_3("pl", "برامج الإدماج الفردية"), "سيليزيا السفلى") == {
        "title": "سيليزيا السفلى: المائدة المستديرة الثالثة بحضور 36 شخصًا",
        "lead": "جمعت المائدة المستديرة الثالثة في منطقة سيليزيا السفلى 36 شخصًا في 4 فبراير 2022.",
        "convened": "بدعوة من IOM Poland، اجتمعت المنصة الإقليمية لإدماج المهاجرين واللاجئين في منطقة سيليزيا السفلى "
        "من جديد في 4 فبراير 2022 في المائدة المستديرة الثالثة من سلسلة تضم أربع موائد مستديرة. نُظّمت الجلسة عبر "
        "الإنترنت، من الساعة 09:00 إلى الساعة 14:00 (بتوقيت وارسو).\n\nالمنصة جزء من شبكة SHARE SIRA.",
        "attendance": "ضمّت الجلسة 36 شخصًا.",
        "programme": "شغلت معظم الوقت دورة تدريبية بعنوان «برامج الإدماج الفردية» استمرت أربع ساعات.",
        "next": "من المقرر تنظيم مائدة مستديرة أخرى. ينعقد اللقاء القادم يوم الجمعة 8 أبريل 2022.",
    }


def test_the_last_of_a_series_with_the_moments_known() -> None:
    moments = CountFact(16, 16, "people", "arrival"), CountFact(9, 9, "people", "departure")
    texts = in_arabic(lower_silesia_4("pl", *moments), "سيليزيا السفلى")
    assert [texts[key] for key in ("title", "attendance", "next")] == [
        "سيليزيا السفلى: ختام سلسلة من أربع موائد مستديرة",
        "ضمّت الجلسة في البداية 16 شخصًا، وفي الختام 9.",
        "بهذا اللقاء تكتمل سلسلة الموائد المستديرة المقررة.",
    ]


def test_a_conference_of_the_network_in_the_masculine() -> None:
    facts = ReportFacts(
        network=NetworkFact("SHARE SIRA"),
        kind="conference",
        number=2,
        day=date(2022, 2, 4),
        mode="hybrid",
        place="وارسو",
        duration_minutes=120,
        counts=(CountFact(2, 2, "people"),),
        insights=tuple(InsightFact(UUID(int=n), "solution", "سيارة مشتركة") for n in range(2)),
    )
    draft = draft_report(facts, "ar")
    assert [draft.title, draft.lead, *(part.text for part in draft.parts)] == [
        "SHARE SIRA: المؤتمر الثاني بحضور شخصين",
        "جمع المؤتمر الثاني لشبكة SHARE SIRA شخصين في 4 فبراير 2022.",
        "نُظّم المؤتمر الثاني لشبكة SHARE SIRA في 4 فبراير 2022. نُظّم المؤتمر حضوريًا (وارسو) وعبر الإنترنت واستمر ساعتين.",
        "ضمّ المؤتمر شخصين.",
        "اقتُرحت في اللقاء عدة حلول. سيارة مشتركة. سيارة مشتركة.",
    ]
