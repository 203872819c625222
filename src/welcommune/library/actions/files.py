"""What a file really is, told by its bytes and never by its name."""

import zipfile
from typing import IO

from django.conf import settings
from django.core.files.base import File
from django.utils.translation import gettext_lazy as _

from welcommune.core.errors import Refused
from welcommune.library.models import MEDIA_TYPES

# What follows on "ftyp" in films; pictures of telephones begin in the same way.
FILMS = (b"mp4", b"iso", b"avc1", b"M4V", b"MSNV", b"dash")
OFFICE = {"word/document.xml": "docx", "ppt/presentation.xml": "pptx"}
PROGRAMS = ("vbaproject.bin", "basic/", "scripts/")
MOST_PARTS = 5000
PAPERS = {b"%PDF-": "pdf", b"\xff\xd8\xff": "jpg", b"\x89PNG\r\n\x1a\n": "png"}


def type_of(file: IO[bytes]) -> str:
    """The extension of what the file holds; empty for what we do not keep, programs within documents included."""
    file.seek(0)
    head = file.read(16)
    if head.startswith(b"%PDF-"):
        return "pdf"
    if head[4:8] == b"ftyp" and head[8:].startswith(FILMS):
        return "mp4"
    return _type_of_archive(file) if head.startswith(b"PK\x03\x04") else ""


def _type_of_archive(file: IO[bytes]) -> str:
    try:
        with zipfile.ZipFile(file) as archive:
            names = archive.namelist()
            if len(names) > MOST_PARTS or any(_is_program(name.lower()) for name in names):
                return ""
            if "mimetype" in names and archive.getinfo("mimetype").file_size < 200:
                told = archive.read("mimetype").decode("ascii", "replace").strip()
                return next((kind for kind, media_type in MEDIA_TYPES.items() if media_type == told), "")
            return next((kind for name, kind in OFFICE.items() if name in names), "")
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, ValueError):
        return ""


def _is_program(name: str) -> bool:
    return name.endswith(PROGRAMS[:1]) or name.startswith(PROGRAMS[1:])


def page_type(upload: File[bytes]) -> str:
    """The extension of a paper that was photographed or scanned: PDF, JPEG or PNG; refuses the others."""
    _check_size(upload)
    if upload.file:
        upload.file.seek(0)
        head = upload.file.read(16)
        upload.file.seek(0)
        for start, kind in PAPERS.items():
            if head.startswith(start):
                return kind
    raise Refused(_("This file is neither a PDF nor a photo. Scan or photograph the sheet."), field="file")


def _check_size(upload: File[bytes]) -> None:
    if (upload.size or 0) > settings.LARGEST_RESOURCE_BYTES:
        most = settings.LARGEST_RESOURCE_BYTES // 1024**2
        raise Refused(str(_("This file is too large. Choose one under %(most)s MB.")) % {"most": most}, field="file")


def checked_type(upload: File[bytes]) -> str:
    """The extension of a file that may be kept; refuses the others and says what may."""
    _check_size(upload)
    if upload.file and (kind := type_of(upload.file)):
        return kind
    raise Refused(
        _(
            "This file is of a kind that we do not keep, or it holds a program. Save it as PDF, Word, OpenDocument, "
            "EPUB or MP4."
        ),
        field="file",
    )
