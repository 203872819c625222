from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.matrix.test_queries import more, cost
from tests.matrix.pages import PAGES
from tests.matrix.crawl import crawl
from tests.matrix.test_leaks import starts
from collections import Counter
import re
def test_x(scene, browser):
    more(scene, 1)
    for name, role in (("portal:roundtable","visitor"),("portal:region","visitor"),("meetings:record","facilitator")):
        path = next(l for l in PAGES if l.name==name).path(scene)
        with CaptureQueriesContext(connection) as c:
            r = browser(role).get(path)
        print("=====", name, len(c), b"Amina" in r.content, r.status_code)
        for q in c.captured_queries: print("  ", re.sub(r"SELECT .*? FROM", "SELECT .. FROM", q["sql"])[:230])
def test_y(scene, browser):
    for role in ("visitor", "stranger"):
        a = crawl(browser(role), starts(scene))
        print(role, len(a), Counter(re.sub(r"[0-9a-f-]{36}|\d+", "N", x.path.split("?")[0])[3:28] for x in a).most_common(60), [x.path for x in a if x.holds("Amina Publique")])
