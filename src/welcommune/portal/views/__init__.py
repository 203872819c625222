"""Pages that combine rooms."""

from welcommune.portal.views.public import csrf_failure

__all__ = ["csrf_failure"]
