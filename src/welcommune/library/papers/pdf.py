"""A page as a tagged PDF (PDF/UA-1). The only place that knows the library: WeasyPrint, which is not on every machine.

It is loaded when the first file is made: it takes 20 MB, which the pages that only offer one do without.
"""

from ctypes.util import find_library
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from PIL import ImageFile

LIBRARY, DRAWS_WITH = "weasyprint", "pango-1.0"
STYLE = Path(__file__).with_name("paper.css")


@cache
def _library() -> Any:
    found = import_module(LIBRARY)
    # It makes Pillow take pictures that were cut off, for the whole process: photos that people send are not.
    ImageFile.LOAD_TRUNCATED_IMAGES = False
    return found


def style() -> str:
    """How papers look: for PDF files, and for pages that are kept as files."""
    return STYLE.read_text(encoding="utf-8")


@cache
def can_make_pdf() -> bool:
    """Whether this machine makes PDF files: the library is here, and the system library that it draws with."""
    return find_spec(LIBRARY) is not None and find_library(DRAWS_WITH) is not None


def pdf_of(html: str) -> bytes:
    """The bytes of the file. The page brings everything with it: nothing is fetched from anywhere."""
    library = _library()
    look = library.CSS(string=style())
    page = library.HTML(string=html, url_fetcher=_nothing, media_type="print")
    content: bytes = page.write_pdf(stylesheets=[look], pdf_variant="pdf/ua-1")
    return content


def _nothing(url: str, *_more: Any, **_told: Any) -> Any:
    raise ValueError(f"papers fetch nothing: {url}")
