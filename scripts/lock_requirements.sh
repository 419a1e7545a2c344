#!/bin/sh
# Resolves pyproject.toml into exact pins with hashes. The files name no package index and no machine.
# Usage: scripts/lock_requirements.sh [--upgrade]
set -eu
cd "$(dirname "$0")/.."

lock() {
    output=$1
    shift
    .venv/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
        --no-emit-index-url --no-emit-find-links --no-header --output-file "requirements/$output" "$@"
}

lock base.txt --extra install pyproject.toml "$@"
lock dev.txt --extra install --extra dev --constraint requirements/base.txt pyproject.toml "$@"
# The installer itself, fetched by pip first; where it cannot be had, pip installs the rest.
printf 'uv\n' | lock uv.txt - "$@"
