"""QR codes as a drawing: one path, painted by the stylesheet, readable by every telephone."""

from dataclasses import dataclass

import qrcode

QUIET = 4


@dataclass(frozen=True, slots=True)
class Square:
    """A square code: the size of its view with the quiet edge around it, and the path of its dark modules."""

    size: int
    path: str


def qr_square(text: str) -> Square:
    """The code that holds ``text``."""
    code = qrcode.QRCode(border=0, error_correction=qrcode.ERROR_CORRECT_M)
    code.add_data(text)
    rows = code.get_matrix()
    dark = (f"M{x + QUIET} {y + QUIET}h1v1h-1z" for y, row in enumerate(rows) for x, on in enumerate(row) if on)
    return Square(len(rows) + 2 * QUIET, "".join(dark))
