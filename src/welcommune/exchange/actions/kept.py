"""What lists that were brought in say about people: this room's part of the register."""

from django.utils.translation import gettext_lazy as _

from welcommune.accounts.models import UNTIL_DELETED, Basis, Ending, Keeping, Kept, Rows, Seen, keeps
from welcommune.exchange.actions.imports import KEPT_DAYS, forget_files, forget_old_files, old_imports
from welcommune.exchange.models import Import, ImportRow, Remembered, RowAnswer, Written

NAMED = _("It named somebody who is erased, and its file is deleted.")


def _forget(imports: Rows) -> None:
    forget_files(imports, sentence=NAMED)


def _forget_lists(rows: Rows) -> None:
    """Whoever is erased is in the file too, and a file cannot be read around a name: all of it goes."""
    _forget(Import.plain.filter(pk__in=list(rows.values_list("batch", flat=True))))


keeps(
    Keeping(
        "exchange.lists", _("Lists that were brought in, and what was read from them"),
        _("To check them, and to undo what was wrong."), Basis.TASK, _("%(period)s after the list came"),
        (Seen.FACILITATOR,),
        (
            *(
                Kept(model, words=words, region="batch__region_id", mentioned=_forget_lists)
                for model, words in (
                    (ImportRow, ("title", "cells", "values", "problems", "differences", "alike")),
                    (RowAnswer, ("cells",)),
                    (Written, ("values",)),
                )
            ),
            Kept(
                Import, words=("columns", "constants", "file_name", "source", "purpose"), others=("file", "by_id"),
                mentioned=_forget,
            ),
        ),
        Ending(KEPT_DAYS, old_imports, forget_old_files),
    ),
    Keeping(
        "exchange.words", _("What words in a list meant last time"), _("So that nobody types it twice."), Basis.TASK,
        UNTIL_DELETED, (Seen.FACILITATOR,), (Kept(Remembered, words=("word",)),),
    ),
)  # fmt: skip
