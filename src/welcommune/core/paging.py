"""Pages of long lists: a page number that is none, or none of ours, is "not found", never an error."""

from typing import Any, TypeVar

from django.core.paginator import EmptyPage, Page, PageNotAnInteger, Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest

R = TypeVar("R", bound="QuerySet[Any] | list[Any]")


def page_of(request: HttpRequest, rows: R, size: int) -> tuple[Page[Any], R]:
    """The page that ``?page=`` asks for, the first without it; and its rows, not read yet."""
    wanted = request.GET.get("page", "1")
    try:
        page = Paginator(rows, size).page(wanted if len(wanted) < 7 else "0")
    except (EmptyPage, PageNotAnInteger) as error:
        raise Http404 from error
    start = (page.number - 1) * size
    shown: Any = rows[start : start + size]
    return page, shown
