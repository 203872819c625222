#!/usr/bin/env bash
# All tests: on SQLite, in a real Chromium, and again on a real PostgreSQL; then a plain summary.
# Arguments go to each pytest call, as in: scripts/test.sh tests/meetings -k attendance
set -uo pipefail

cd "$(dirname "${BASH_SOURCE[0]}")/.."
processes=${WELCOMMUNE_TEST_PROCESSES:-2}
summary=()
failed=0

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

pytest=(.venv/bin/python -m pytest)
run "SQLite" "${pytest[@]}" -n "$processes" -m "not browser" "$@"
run "Chromium, on a running demo" "${pytest[@]}" -m browser "$@"
run "PostgreSQL" env WELCOMMUNE_TEST_DATABASE=postgres "${pytest[@]}" -n "$processes" -m "not browser" "$@"

printf '\n== Summary\n'
printf '%s\n' "${summary[@]}"
if [ -s .venv/not-available ]; then cat .venv/not-available; fi
if [ "$failed" = 0 ]; then echo "All passed."; else echo "Something failed: see above."; fi
exit "$failed"
