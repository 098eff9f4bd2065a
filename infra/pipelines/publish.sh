#!/usr/bin/env bash
# Builds one app as it is deployed, with the official binding packages: publish.sh APP ZIP
set -euo pipefail
[ $# -eq 2 ] || { sed -n 2p "$0" >&2; exit 2; }
app=$1 zip=$(realpath -m "$2")
cd "$(dirname "$0")/../.."
[ -d "functions/$app" ] || { echo "There is no app functions/$app." >&2; exit 2; }

out=$(mktemp -d)
trap 'rm -rf "$out"' EXIT
dotnet publish "functions/$app" --configuration Release --runtime linux-x64 --no-self-contained \
  -p:OfficialExtensions=true -p:PublishReadyToRun=true --output "$out"
mkdir -p "$(dirname "$zip")"
rm -f "$zip"
(cd "$out" && zip --quiet --recurse-paths "$zip" .)
echo "$zip"
