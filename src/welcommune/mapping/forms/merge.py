"""Two actions beside each other: which entry stays, and whose value for each field where they differ."""

from typing import Any

from django.db.models import prefetch_related_objects

from welcommune.mapping.models import BESIDE, COMPARED, UNITED, Action
from welcommune.stakeholders.forms.merge import MergeForm


class ActionMergeForm(MergeForm):
    """The choices of a merge of two actions."""

    compared, lists, beside = COMPARED, UNITED, BESIDE
    follows = {
        "language": "name",
        "place": "town",
        "latitude": "town",
        "longitude": "town",
    }

    def __init__(self, *args: Any, first: Action, second: Action, **kwargs: Any) -> None:
        prefetch_related_objects([first, second], *BESIDE)
        super().__init__(*args, first=first, second=second, **kwargs)

    def told(self) -> dict[str, Any]:
        """What the form tells the action. A list of situations goes with the answer that it belongs to."""
        told = super().told()
        if "is_for_everybody" in self.differing:
            told["together"] = [name for name in told["together"] if name != "situations"]
            told["taken"] = [name for name in told["taken"] if name != "situations"]
            told["taken"] += ["situations"] * ("is_for_everybody" in told["taken"])
        return told
