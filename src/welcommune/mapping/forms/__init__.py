"""What is typed on the pages of the map."""

from welcommune.mapping.forms.action import ActionForm, NewActionForm, action_initial
from welcommune.mapping.forms.asking import CorrectionForm, ReportForm, correction_initial

__all__ = [
    "ActionForm",
    "CorrectionForm",
    "NewActionForm",
    "ReportForm",
    "action_initial",
    "correction_initial",
]
