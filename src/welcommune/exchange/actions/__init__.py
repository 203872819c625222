"""Bringing records in from the lists that people have.

A network's whole file is brought in by ``actions.network_file``, which only commands load: what reads it is heavy.
"""

from welcommune.exchange.actions import kept
from welcommune.exchange.actions.checking import answer_row, check_import, judge_row, leave_out, tell_words
from welcommune.exchange.actions.imports import cancel_import, map_columns, open_import, read_again, replace_file
from welcommune.exchange.actions.undoing import undo_import
from welcommune.exchange.actions.writing import write_import

__all__ = [
    "answer_row",
    "cancel_import",
    "check_import",
    "judge_row",
    "kept",
    "leave_out",
    "map_columns",
    "open_import",
    "read_again",
    "replace_file",
    "tell_words",
    "undo_import",
    "write_import",
]
