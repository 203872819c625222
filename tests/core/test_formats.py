"""Dates, times, numbers and lists in each language of the interface."""

from datetime import date, time

import pytest
from django.conf import settings
from django.utils.translation import override

from welcommune.core import ui

DAY = date(2021, 7, 1)
EXPECTED = {
    "en": ["1 July 2021", "1 Jul 2021", "Thursday, 1 July 2021", "July 2021", "14:05", "12,345.5", "a, b and c"],
    "fr": ["1er juillet 2021", "1er juil. 2021", "jeudi 1er juillet 2021", "juillet 2021", "14:05",
           "12\u202f345,5", "a, b et c"],
    "es": ["1 de julio de 2021", "1 jul 2021", "jueves, 1 de julio de 2021", "julio de 2021", "14:05", "12.345,5",
           "a, b y c"],
    "pl": ["1 lipca 2021", "1 lip 2021", "czwartek, 1 lipca 2021", "lipiec 2021", "14:05", "12\u00a0345,5", "a, b i c"],
    "el": ["1 Ιουλίου 2021", "1 Ιουλ 2021", "Πέμπτη 1 Ιουλίου 2021", "Ιούλιος 2021", "14:05", "12.345,5",
           "a, b και c"],
    "ar": ["1 يوليو 2021", "1 يوليو 2021", "الخميس، 1 يوليو 2021", "يوليو 2021", "14:05", "12,345.5", "a وb وc"],
}  # fmt: skip


@pytest.mark.parametrize("language", EXPECTED)
def test_formats_of_a_language(language):
    with override(language):
        said = [ui.date(DAY), ui.date(DAY, "medium"), ui.date(DAY, "full"), ui.partial_date("2021-07")]
        said += [ui.time(time(14, 5)), ui.number(12345.5), ui.listed("abc")]
    assert said == EXPECTED[language]


def test_every_language_of_the_interface_has_its_formats():
    codes = {code for code, _name in settings.LANGUAGES}
    assert codes == EXPECTED.keys() == ui.LOCALES.keys()
