#!/usr/bin/env bash
# Collects the messages of all rooms, brings them into each language's file, and compiles those files.
# Needs no network. A run that finds nothing new changes no file. A new language: see docs/translations.md.
set -euo pipefail

cd "$(dirname "${BASH_SOURCE[0]}")/.."
pybabel=$PWD/.venv/bin/pybabel
mapping=$PWD/babel.cfg
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

cd src/welcommune
# No places of use, and sorted by text: moving a line of code then changes nothing here.
"$pybabel" -q extract --mapping "$mapping" --output "$work/django.pot" --no-location --sort-output \
    -k gettext_lazy -k ngettext_lazy:1,2 -k pgettext:1c,2 -k pgettext_lazy:1c,2 \
    -k npgettext:1c,2,3 -k npgettext_lazy:1c,2,3 .
for catalogue in locale/*/LC_MESSAGES/django.po; do
    language=$(basename "$(dirname "$(dirname "$catalogue")")")
    # No guesses from similar texts, and no texts that nobody uses.
    "$pybabel" -q update --domain django --input-file "$work/django.pot" --output-dir locale --locale "$language" \
        --no-fuzzy-matching --ignore-obsolete --ignore-pot-creation-date
done
"$pybabel" compile --domain django --directory locale --statistics
