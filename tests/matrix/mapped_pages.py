"""Lines of the matrix about the map of a region."""

from tests.matrix.action_pages import ACTION_PAGES
from tests.matrix.capacity_pages import CAPACITY_PAGES
from tests.matrix.gaps_pages import GAP_PAGES
from tests.matrix.line import Line
from tests.matrix.money_pages import MONEY

MAPPED_PAGES: tuple[Line, ...] = (*ACTION_PAGES, *GAP_PAGES, *CAPACITY_PAGES, *MONEY)
