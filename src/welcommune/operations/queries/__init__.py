"""How it stands with an installation."""

from welcommune.operations.queries.figures import exposition
from welcommune.operations.queries.findings import Finding, Level
from welcommune.operations.queries.quick import not_ready, quick_findings
from welcommune.operations.queries.safety import settings_findings, unsafe_settings

__all__ = [
    "Finding",
    "Level",
    "exposition",
    "not_ready",
    "quick_findings",
    "settings_findings",
    "unsafe_settings",
]
