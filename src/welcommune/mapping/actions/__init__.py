"""What happens to the map of a region when somebody does something."""

from welcommune.mapping.actions.action import change_action, confirm_action, end_action, record_action

__all__ = ["change_action", "confirm_action", "end_action", "record_action"]
