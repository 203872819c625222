"""On the map each standing has a mark of its own, which the legend names: shape tells it, not colour alone."""

import gzip
import re

import pytest

from tests.factories import SEATS
from tests.mapping.test_coverage import TODAY, offer, town
from welcommune.mapping.models import Action
from welcommune.mapping.queries.provision import MARKS, Standing

pytestmark = pytest.mark.usefixtures("scope", "network")
HERE = f"/en/desk/regions/{SEATS}/coverage/map/?theme=language"
DRAWN = re.compile(r'<g class="is-\w+"><use href="#(m-\w+)"')
KEYS = re.compile(r'<li><span class="mark is-\w+"><svg aria-hidden="true"><use href="#(m-\w+)"/></svg>([^<]+)</span>')


def test_what_ends_is_old_full_or_for_others_has_a_mark_of_its_own(cast, client_for):
    Action.plain.all().delete()
    towns = [town(f"T{number}", 46.3 + number / 10, 4.3 + number / 10) for number in range(4)]
    told = [{}, {"ends_on": TODAY}, {"confirmed_on": None}, {"state": "waiting"}]
    for here, more in zip(towns, told, strict=True):
        offer(f"Cours {here.name}", "language", serves="places", places=[here], **more)
    page = client_for(cast["facilitator"]).get(HERE)
    html = page.content.decode()
    drawing = html.partition('<svg class="chart map"')[2].partition("</svg>")[0]
    marks = set(DRAWN.findall(drawing))
    assert {"m-there", "m-ending", "m-stale", "m-full"} <= marks
    keys = dict(KEYS.findall(html))
    assert list(keys.values())[: len(Standing)] == [str(standing.label) for standing in Standing]
    assert len(set(MARKS.values())) == len(Standing)
    assert marks <= keys.keys() <= set(re.findall(r'<symbol id="(m-\w+)"', html))
    assert len(gzip.compress(page.content)) < 60_000
