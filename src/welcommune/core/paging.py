"""Pages of long lists: a page number that is none, or none of ours, is "not found", never an error."""

from typing import TypeVar

from django.core.paginator import EmptyPage, Page, PageNotAnInteger, Paginator
from django.db.models import Model, QuerySet
from django.http import Http404, HttpRequest

M = TypeVar("M", bound=Model)


def page_of(request: HttpRequest, rows: QuerySet[M], size: int) -> tuple[Page[M], QuerySet[M]]:
    """The page that ``?page=`` asks for, the first without it; and its rows, not read yet."""
    wanted = request.GET.get("page", "1")
    try:
        page = Paginator(rows, size).page(wanted if len(wanted) < 7 else "0")
    except (EmptyPage, PageNotAnInteger) as error:
        raise Http404 from error
    start = (page.number - 1) * size
    return page, rows[start : start + size]
