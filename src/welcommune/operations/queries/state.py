"""How the site runs, for the operator's pages."""

from dataclasses import dataclass

from django.conf import settings
from django.utils.translation import gettext_lazy

from welcommune.operations.queries.findings import Finding, Level
from welcommune.operations.queries.quick import quick_findings
from welcommune.operations.queries.safety import settings_findings
from welcommune.operations.queries.standing import backup_findings, mail_finding, outbox_findings
from welcommune.operations.watching.faults import known_faults
from welcommune.operations.watching.slow import slow_statements

# Which mark and word stand before a finding.
MARKS = {
    Level.BAD: ("none", gettext_lazy("now")),
    Level.WARNING: ("ending", gettext_lazy("soon")),
    Level.GOOD: ("there", gettext_lazy("well")),
}


@dataclass(frozen=True)
class SiteState:
    """See ``operations/state.html``. Findings are told in the reader's language; the commands tell them in English."""

    findings: list[Finding]
    slow: int
    faults: int

    @property
    def needs(self) -> list[Finding]:
        """What needs somebody, the worst first."""
        return [one for level in (Level.BAD, Level.WARNING) for one in self.findings if one.level == level]

    @property
    def well(self) -> list[Finding]:
        """The rest."""
        return [one for one in self.findings if one.level == Level.GOOD]

    def mark(self, finding: Finding) -> tuple[str, str]:
        """The mark and the word that stand before it."""
        state, word = MARKS[finding.level]
        return state, str(word)


def state_of_the_site() -> SiteState:
    """What the doctor finds without trying anything: it writes no row and sends no mail."""
    found = [*quick_findings(), *outbox_findings(), *backup_findings(), mail_finding(), *settings_findings()]
    return SiteState(found, len(slow_statements()), len(known_faults()))


def slow_from() -> int:
    """From how many milliseconds on a statement is noted."""
    return int(settings.SLOW_MS)
