#!/usr/bin/env bash
# All tests on SQLite, then all again on a real PostgreSQL, each time in a real Chromium too; then a plain summary.
# Arguments go to each pytest call, as in: scripts/test.sh tests/meetings -k attendance
set -uo pipefail

cd "$(dirname "${BASH_SOURCE[0]}")/.."
processes=${WELCOMMUNE_TEST_PROCESSES:-2}
summary=()
failed=0

# Hundreds of processes are started, and the tests are read eight times: both are compiled once, also where Python was
# told to write no such files.
unset PYTHONDONTWRITEBYTECODE
.venv/bin/python -m compileall -q src

# The filled demonstration that trials and browsers start from is made once for the runs on SQLite.
WELCOMMUNE_TEST_SHARED=$(mktemp -d)
export WELCOMMUNE_TEST_SHARED
trap 'rm -rf "$WELCOMMUNE_TEST_SHARED"' EXIT

run() {
    local name=$1 started=$SECONDS outcome code
    shift
    printf '\n== %s\n' "$name"
    "$@" < /dev/null
    code=$?
    case $code in
        0) outcome="passed" ;;
        5) outcome="no tests" ;;
        *) outcome="FAILED" failed=1 ;;
    esac
    summary+=("$(printf '%-46s %-8s %4d s' "$name" "$outcome" $((SECONDS - started)))")
}

# Browser tests run in calls of their own, each process with a Chromium and a demo; one test at a time is handed out.
both() {
    local name=$1 database=$2
    shift 2
    local pytest=(env WELCOMMUNE_TEST_DATABASE="$database" .venv/bin/python -m pytest -n "$processes")
    run "$name" "${pytest[@]}" -m "not browser" "$@"
    # All of them lie in one folder: asked for all tests, these calls need not read the others.
    [ $# -gt 0 ] || set -- tests/browser
    run "$name, Chromium on a running demo" "${pytest[@]}" --maxschedchunk 1 -m browser "$@"
}

both "SQLite" sqlite "$@"
both "PostgreSQL" postgres "$@"

printf '\n== Summary\n'
printf '%s\n' "${summary[@]}"
if [ -s .venv/not-available ]; then cat .venv/not-available; fi
if [ "$failed" = 0 ]; then echo "All passed."; else echo "Something failed: see above."; fi
exit "$failed"
