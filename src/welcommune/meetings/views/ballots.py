"""The paper that a page hands to a telephone: in a cookie that ends with the browser, and hidden in the form."""

from django.http import HttpRequest, HttpResponse

from welcommune.meetings.queries import is_ballot, new_ballot

COOKIE = "ballot"


def paper_of(request: HttpRequest) -> str:
    """The telephone's paper: that of its cookie, that of the form that it sends, else a new one."""
    known = (request.COOKIES.get(COOKIE, ""), request.POST.get("ballot", ""))
    return next((paper for paper in known if paper and is_ballot(paper)), "") or new_ballot()


def hand_out(request: HttpRequest, response: HttpResponse, paper: str) -> HttpResponse:
    """Let the telephone keep its paper, so that it votes once however often it opens the page."""
    response.set_cookie(COOKIE, paper, httponly=True, samesite="Lax", secure=request.is_secure())
    return response
