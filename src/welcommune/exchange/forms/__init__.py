"""What comes in from outside: the lists that people have.

A network's whole file is read by ``forms.network_file``, which only commands load: it is heavy.
"""

from welcommune.exchange.forms.lists import FileForm, MapForm, ReadingForm, RowForm, UploadForm, WordsForm

__all__ = [
    "FileForm",
    "MapForm",
    "ReadingForm",
    "RowForm",
    "UploadForm",
    "WordsForm",
]
