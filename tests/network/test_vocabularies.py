"""Shared vocabularies: stable codes, a name in every language of the site, brought in once."""

import pytest

from welcommune.core.models import Stamp
from welcommune.network.actions import load_vocabularies
from welcommune.network.models import Term
from welcommune.network.queries import terms


def stamps():
    return sorted(Stamp.objects.values_list())


def test_loading_them_again_changes_nothing(db):
    load_vocabularies()
    before, moved = sorted(map(repr, Term.objects.values_list())), stamps()
    assert load_vocabularies() == 0
    assert (sorted(map(repr, Term.objects.values_list())), stamps()) == (before, moved)


def test_a_term_that_differs_is_put_right_and_the_pages_know(db):
    load_vocabularies()
    before = stamps()
    Term.objects.filter(code="ngo").update(name={"en": "club"})
    Term.objects.filter(code="bank").delete()
    assert load_vocabularies() == 2
    assert (Term.objects.get(code="ngo").name.in_("fr"), Term.objects.filter(code="bank").count()) == ("association", 1)
    assert stamps() != before


@pytest.mark.parametrize("language", ["en", "fr", "ar", "es", "pl", "el"])
def test_every_term_has_a_name_in_every_language(db, language):
    assert [term.code for term in Term.objects.all() if not term.name.in_(language)] == []


def test_terms_come_in_the_order_of_the_file(db):
    codes = list(terms("category"))
    assert (codes[:3], len(codes)) == (["local_authority", "regional_authority", "national_authority"], 20)
    assert next(iter(terms("theme"))) == "language"
