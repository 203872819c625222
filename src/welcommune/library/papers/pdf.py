"""A page as a tagged PDF (PDF/UA-1). The only place that knows the library: WeasyPrint, which is not on every machine.

It is loaded when the first page offers a file, so that the public site does without its memory.
"""

from functools import cache
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from PIL import ImageFile

LIBRARY = "weasyprint"
STYLE = Path(__file__).with_name("paper.css")


@cache
def _library() -> Any:
    """The library; ``None`` where it, or the system library that it draws with, is not installed."""
    if find_spec(LIBRARY) is None:
        return None
    try:
        found = import_module(LIBRARY)
    except OSError:
        return None
    # It makes Pillow take pictures that were cut off, for the whole process: photos that people send are not.
    ImageFile.LOAD_TRUNCATED_IMAGES = False
    return found


def can_make_pdf() -> bool:
    """Whether this machine makes PDF files."""
    return _library() is not None


def pdf_of(html: str) -> bytes:
    """The bytes of the file. The page brings everything with it: nothing is fetched from anywhere."""
    library = _library()
    style = library.CSS(string=STYLE.read_text(encoding="utf-8"))
    page = library.HTML(string=html, url_fetcher=_nothing, media_type="print")
    content: bytes = page.write_pdf(stylesheets=[style], pdf_variant="pdf/ua-1")
    return content


def _nothing(url: str, *_more: Any, **_told: Any) -> Any:
    raise ValueError(f"papers fetch nothing: {url}")
