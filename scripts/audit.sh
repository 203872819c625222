#!/usr/bin/env bash
# Compares what is locked with the known vulnerabilities of PyPI. pip-audit gets an environment of its own, .venv/audit:
# it is no part of the site. Exit: 0 nothing known, 1 something known, 3 it could not be asked.
set -uo pipefail

cd "$(dirname "${BASH_SOURCE[0]}")/.."
tool=.venv/audit
log=$(mktemp)
trap 'rm -f "$log"' EXIT

cannot() {
    tail -n 5 "$log" >&2
    echo "NOT AVAILABLE: $*" >&2
    exit 3
}

if [ ! -x "$tool/bin/pip-audit" ]; then
    echo "audit: making $tool"
    { "${PYTHON:-python3}" -m venv "$tool" \
        && "$tool/bin/python" -m pip -q --no-input --disable-pip-version-check install pip-audit; } \
        > "$log" 2>&1 < /dev/null || { rm -rf "$tool"; cannot "pip-audit cannot be installed here."; }
fi

found=0
for file in base build test; do
    echo "== requirements/$file.txt"
    # The locked files name every package with its checksum: nothing is installed, nothing resolved anew.
    "$tool/bin/pip-audit" --disable-pip --require-hashes --progress-spinner off -r "requirements/$file.txt" \
        > "$log" 2>&1 < /dev/null
    code=$?
    # A registry that has packages and no advisories answers so, and pip-audit calls it a success.
    if grep -q 'could not be audited' "$log"; then
        cannot "the registry that pip uses here tells no advisories for $(grep -c 'could not be audited' "$log") packages."
    fi
    case $code in
        0) cat "$log" ;;
        1) cat "$log"
           grep -qE 'known vulnerabilit' "$log" || cannot "the advisories of PyPI cannot be reached from here."
           found=1 ;;
        *) cannot "pip-audit ended with $code." ;;
    esac
done
exit "$found"
