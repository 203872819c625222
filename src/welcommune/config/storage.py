"""Where files are kept: on the disk of this machine."""

from contextlib import suppress
from pathlib import Path
from typing import Any

from django.core.files.base import File
from django.core.files.storage import FileSystemStorage


class WholeFiles(FileSystemStorage):
    """A file is kept whole or not at all: what a full disk cut short is taken away again.

    Our files are named by identifiers, so that what lies under the name after a failure is our own beginning.
    """

    def _save(self, name: str, content: File[Any]) -> str:
        try:
            kept: str = super()._save(name, content)  # type: ignore[misc]
        except OSError:
            with suppress(OSError):
                Path(self.path(name)).unlink()
            raise
        return kept
