"""The commands that keep an installation well: doctor, backup, verify, restore."""

import json
from dataclasses import asdict

from welcommune.operations.actions import examine
from welcommune.operations.queries import Level

SIGNS = {Level.GOOD: "  good   ", Level.WARNING: "! warning", Level.BAD: "X BAD    "}


def doctor(as_json: bool, mail: str, integrity: bool) -> int:
    """Tell how it stands with everything; 1 where something is bad."""
    found = examine(integrity=integrity, mail_to=mail)
    if as_json:
        print(json.dumps({"findings": [asdict(finding) for finding in found]}, ensure_ascii=False, indent=2))
    else:
        for finding in found:
            print(f"{SIGNS[finding.level]}  {finding.about:<12} {finding.sentence}")
            if finding.remedy:
                print(f"{'':<24} → {finding.remedy}")
    return int(any(finding.level == Level.BAD for finding in found))
