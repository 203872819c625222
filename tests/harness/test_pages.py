"""The list of routes is whole, and tells what the matrix lacks."""

from django.urls import get_resolver

from tests.harness.pages import Page, routes, without_a_line, without_a_route


def test_every_pattern_is_listed_with_a_name():
    listed = routes()
    assert all(route.name for route in listed)
    assert bool(listed) == bool(get_resolver().url_patterns)


def test_a_route_without_a_line_is_named():
    names = {route.name for route in routes()}
    lines = [Page(name, "/", {}) for name in names]
    assert without_a_line(lines) == []
    assert without_a_line([], exempt=()) == sorted(names)
    assert without_a_route([*lines, Page("gone", "/gone", {})]) == ["gone"]
