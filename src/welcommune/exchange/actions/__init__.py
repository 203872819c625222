"""Bringing records in from files: a network's whole file, and the lists that people have."""

from welcommune.exchange.actions.checking import answer_row, check_import, judge_row, leave_out, tell_words
from welcommune.exchange.actions.imports import cancel_import, map_columns, open_import, read_again, replace_file
from welcommune.exchange.actions.network_file import LoadReport, load_network
from welcommune.exchange.actions.undoing import undo_import
from welcommune.exchange.actions.writing import write_import

__all__ = [
    "LoadReport",
    "answer_row",
    "cancel_import",
    "check_import",
    "judge_row",
    "leave_out",
    "load_network",
    "map_columns",
    "open_import",
    "read_again",
    "replace_file",
    "tell_words",
    "undo_import",
    "write_import",
]
