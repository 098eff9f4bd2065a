#!/usr/bin/env bash
# Names the apps that a change concerns, one a line: changed.sh BASE [HEAD]. An app is its folder and what all five share. All five if BASE is unknown.
set -euo pipefail
[ $# -ge 1 ] || { sed -n 2p "$0" >&2; exit 2; }
base=$1 head=${2:-HEAD}
cd "$(git rev-parse --show-toplevel)"
apps=(Send Route FanOut Presence Sync)

if ! git rev-parse --quiet --verify "$base^{commit}" > /dev/null; then
  printf '%s\n' "${apps[@]}"
  exit
fi
files=$(git diff --name-only "$base" "$head" | grep -v '\.md$' || true)
if grep -qE '^(functions/(Contracts|Plumbing)/|functions/[^/]+\.(props|targets)$|Directory\.[^/]+$|global\.json$|host\.json$)' <<< "$files"; then
  printf '%s\n' "${apps[@]}"
else
  for app in "${apps[@]}"; do
    if grep -q "^functions/$app/" <<< "$files"; then echo "$app"; fi
  done
fi
