"""What comes in from outside: a network's whole file, and the lists that people have."""

from welcommune.exchange.forms.lists import FileForm, MapForm, ReadingForm, RowForm, UploadForm, WordsForm
from welcommune.exchange.forms.network_file import LARGEST, BadFile, read_network_file

__all__ = [
    "LARGEST",
    "BadFile",
    "FileForm",
    "MapForm",
    "ReadingForm",
    "RowForm",
    "UploadForm",
    "WordsForm",
    "read_network_file",
]
