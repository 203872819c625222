"""How it stands with an installation."""

from welcommune.operations.queries.figures import exposition
from welcommune.operations.queries.findings import Finding, Level
from welcommune.operations.queries.quick import not_ready, quick_findings
from welcommune.operations.queries.safety import settings_findings, unsafe_settings
from welcommune.operations.queries.state import slow_from, state_of_the_site
from welcommune.operations.watching.faults import known_faults
from welcommune.operations.watching.slow import slow_statements

__all__ = [
    "Finding",
    "Level",
    "exposition",
    "known_faults",
    "not_ready",
    "quick_findings",
    "settings_findings",
    "slow_from",
    "slow_statements",
    "state_of_the_site",
    "unsafe_settings",
]
