"""The pages of requests about personal data: for whoever keeps the record of any region, of its people alone."""

from tests.matrix.data import nobody
from tests.matrix.line import NOT_ALLOWED, STRANGER, WRITERS, Line, no_arguments, open_to

KEEPERS = (*WRITERS, STRANGER)
ABOUT_PEOPLE = (
    Line("portal:people_requests", no_arguments, open_to(*KEEPERS), open_to(*KEEPERS), nobody, changes=False),
    Line("portal:people_export", no_arguments, NOT_ALLOWED, open_to(*KEEPERS, status=302), nobody, changes=False),
    Line("portal:people_erase", no_arguments, NOT_ALLOWED, open_to(*KEEPERS, status=302), nobody, changes=False),
)
