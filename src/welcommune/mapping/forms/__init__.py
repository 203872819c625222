"""What is typed on the pages of the map."""

from welcommune.mapping.forms.action import ActionForm, NewActionForm, action_initial

__all__ = ["ActionForm", "NewActionForm", "action_initial"]
