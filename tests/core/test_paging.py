"""A page number that is none, or none of ours, is "not found", never an error."""

import pytest
from django.http import Http404
from django.test import RequestFactory

from welcommune.core.paging import page_of
from welcommune.network.models import Region

BAD = ["0", "-1", "3", "99999", "9" * 400, "1e3", "1.5", "two", "", "%00", "'; --", "\u0662"]


@pytest.mark.parametrize("number", BAD)
@pytest.mark.parametrize("path", ["/en/news/", "/en/roundtables/"])
def test_a_number_that_is_no_page_is_not_found(network, client_for, path, number):
    assert client_for(None).get(path, {"page": number}).status_code == 404


@pytest.mark.parametrize("path", ["/en/news/", "/en/roundtables/"])
def test_the_first_page_is_the_list(network, client_for, path):
    client = client_for(None)
    assert client.get(f"{path}?page=1").status_code == client.get(path).status_code == 200


def slugs(query):
    _page, rows = page_of(RequestFactory().get(f"/{query}"), Region.objects.order_by("slug"), 4)
    return [row.slug for row in rows]


def test_pages_share_the_rows_out(network):
    assert [len(slugs(f"?page={number}")) for number in (1, 2, 3)] == [4, 4, 2]
    assert [*slugs(""), *slugs("?page=2"), *slugs("?page=3")] == list(
        Region.objects.order_by("slug").values_list("slug", flat=True)
    )
    with pytest.raises(Http404):
        slugs("?page=4")
