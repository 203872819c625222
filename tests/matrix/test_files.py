"""Files, brought in or made, are sent as what they are: no browser takes one for a page of ours."""

import pytest

from tests.matrix.line import Line
from tests.matrix.pages import PAGES, by_name

pytestmark = pytest.mark.once
# Parts of pages, which a script puts in its place.
PARTS = ("meetings:capture_notes", "meetings:projector_now", "meetings:group_notes")
# Lines of text that programs look for at a fixed address.
LINES = ("metrics", "robots")
FILES = [line for line in PAGES if not line.is_html and line.reader() and line.name not in (*LINES, *PARTS)]
# Shown in the page or read by programs, and able to run nothing; all else is offered to be kept.
SHOWN = {"image/webp", "application/xml", "application/atom+xml", "text/calendar", "application/geo+json"}


@pytest.mark.parametrize("line", FILES, ids=by_name)
def test_a_file_is_no_page(line: Line, scene, browser):
    answer = browser(line.reader()).get(line.path(scene))
    kind = answer.headers["Content-Type"].partition(";")[0]
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert kind not in {"text/html", "image/svg+xml", "text/javascript", "application/xhtml+xml"}
    if kind not in SHOWN:
        assert answer.headers["Content-Disposition"].startswith("attachment; filename=")
    answer.close()
