#!/usr/bin/env bash
# Collects the messages of all rooms, brings them into each language's file, and compiles those files.
set -euo pipefail

cd "$(dirname "${BASH_SOURCE[0]}")/../src/welcommune"
pybabel=../../.venv/bin/pybabel
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# silent = false: else a template with a syntax error yields no messages and no error.
cat > "$work/babel.cfg" <<'CFG'
[python: **.py]
[jinja2: **/jinja2/**.html]
trimmed = true
newstyle_gettext = true
silent = false
[jinja2: **/jinja2/**.txt]
trimmed = true
newstyle_gettext = true
silent = false
CFG

"$pybabel" -q extract --mapping "$work/babel.cfg" --output "$work/django.pot" --sort-by-file --no-location \
    --project Welcommune --copyright-holder "the Welcommune contributors" \
    -k gettext_lazy -k ngettext_lazy:1,2 -k pgettext:1c,2 -k pgettext_lazy:1c,2 -k npgettext:1c,2,3 .
for language in fr ar; do
    if [ -f "locale/$language/LC_MESSAGES/django.po" ]; then
        "$pybabel" -q update --domain django --input-file "$work/django.pot" --output-dir locale --locale "$language" \
            --ignore-obsolete --no-fuzzy-matching
    else
        "$pybabel" -q init --domain django --input-file "$work/django.pot" --output-dir locale --locale "$language"
    fi
done
"$pybabel" compile --domain django --directory locale --statistics
