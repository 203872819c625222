"""The story so far: what whoever joins late should know, and nothing that is not on record."""

from datetime import timedelta

from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests.factories import meeting, region, text_of, tree
from tests.harness.html import elements
from welcommune.core.access import SYSTEM
from welcommune.core.tenancy import every_region
from welcommune.meetings.actions import open_registration

PATH = "/{}/regions/saone-et-loire/story/"


def test_two_minutes_for_whoever_joins_late(cast):
    with every_region("test"):
        row = meeting(state="planned", day=timezone.localdate() + timedelta(days=9), number=48)
        open_registration(by=SYSTEM, meeting=row, seen=0, is_open=True, capacity=None)
    for language, _name in settings.LANGUAGES:
        with CaptureQueriesContext(connection) as captured:
            page = Client().get(PATH.format(language))
        assert (page.status_code, len(captured) <= 12, len(page.content) <= 60_000) == (200, True, True), language
    page = Client().get(PATH.format("en"))
    headings = [" ".join(head.itertext()).strip() for head in elements(tree(page), "h2")]
    story = ["What this is", "What has happened", "What people said", "What came of it", "What comes next"]
    assert [head for head in headings if head in story] == story
    words, body = text_of(page), page.content.decode()
    assert ("At the table:" in words, "Roundtable 1" in words, "participants" in words) == (True, True, True)
    assert f"/en/meetings/{row.pk}/register/" in body
    for other in (f"/en/regions/{region().slug}/", f"/en/meetings/{row.pk}/register/"):
        assert PATH.format("en") in Client().get(other).content.decode()
