"""Reads of factfiles: gathering what one freezes, and showing versions as pages and files."""

from welcommune.evidence.queries.files import MEDIA, factfile_file, file_kinds, file_name
from welcommune.evidence.queries.gather import content_of
from welcommune.evidence.queries.pages import Document, document, factfile_page, factfiles_page
from welcommune.evidence.queries.versions import fingerprint, latest_number, version_in, version_of

__all__ = [
    "MEDIA",
    "Document",
    "content_of",
    "document",
    "factfile_file",
    "factfile_page",
    "factfiles_page",
    "file_kinds",
    "file_name",
    "fingerprint",
    "latest_number",
    "version_in",
    "version_of",
]
