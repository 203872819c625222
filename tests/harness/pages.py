"""The page × role matrix: what a line of it is, and the routes that need one."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from django.urls import URLPattern, URLResolver, get_resolver


@dataclass(frozen=True)
class Page:
    """One line of the matrix: a route, an address on it, and the answer that each role gets there."""

    name: str
    path: str
    roles: dict[str, int] = field(hash=False)


@dataclass(frozen=True)
class Route:
    """One pattern of the URLconf; ``name`` holds its namespaces and is the pattern where it has none."""

    name: str
    pattern: str


def routes() -> list[Route]:
    """Every pattern of the project, included ones and those with a language prefix too."""
    return sorted(_within(get_resolver(), "", ""), key=lambda route: (route.name, route.pattern))


def _within(resolver: URLResolver, spaces: str, before: str) -> Iterator[Route]:
    for entry in resolver.url_patterns:
        pattern = before + str(entry.pattern)
        if isinstance(entry, URLResolver):
            yield from _within(entry, f"{spaces}{entry.namespace}:" if entry.namespace else spaces, pattern)
        elif isinstance(entry, URLPattern):
            yield Route(spaces + (entry.name or pattern), pattern)


def without_a_line(pages: Iterable[Page], exempt: Iterable[str] = ()) -> list[str]:
    """Names of routes for which the matrix has no line."""
    return sorted({route.name for route in routes()} - {page.name for page in pages} - set(exempt))


def without_a_route(pages: Iterable[Page]) -> list[str]:
    """Names in the matrix that no route has any more."""
    return sorted({page.name for page in pages} - {route.name for route in routes()})
