#!/usr/bin/env bash
# Builds one app as it is deployed and checks what would be deployed: publish.sh APP ZIP
# With the official binding packages, unless the environment says OfficialExtensions=false.
set -euo pipefail
[ $# -eq 2 ] || { sed -n 2,3p "$0" >&2; exit 2; }
app=$1 zip=$(realpath -m "$2")
cd "$(dirname "$0")/../.."
[ -f "functions/$app/Program.cs" ] || { echo "There is no app functions/$app." >&2; exit 2; }

out=$(mktemp -d)
trap 'rm -rf "$out"' EXIT
dotnet publish "functions/$app" --configuration Release --runtime linux-x64 --no-self-contained --nologo --verbosity quiet \
  -p:OfficialExtensions="${OfficialExtensions:-true}" -p:PublishReadyToRun=true -p:DebugType=embedded --output "$out"

fail() { echo "The package of $app $1." >&2; exit 1; }
for needed in host.json functions.metadata worker.config.json "Messaging.$app.dll" Messaging.Plumbing.dll Messaging.Contracts.dll; do
  [ -f "$out/$needed" ] || fail "lacks $needed"
done
for file in "$out"/Messaging.*.dll; do
  case $(basename "$file") in
    "Messaging.$app.dll" | Messaging.Plumbing.dll | Messaging.Contracts.dll) ;;
    Messaging.WorkerExtensions.dll) [ "${OfficialExtensions:-true}" = false ] || fail "holds a stand-in" ;;
    *) fail "holds $(basename "$file"), which is no part of it" ;;
  esac
done
# What the host loads, in .azurefunctions, is the SDK's own business.
surplus=$(cd "$out" && find . -path ./.azurefunctions -prune -o -type f \( -name '*.pdb' -o -name '*.xml' -o -name '*settings*.json' -o -name '*xunit*' \) -print | head -n 1)
[ -z "$surplus" ] || fail "holds $surplus, which nothing needs there"
size=$(du --summarize --block-size=1M --exclude=.azurefunctions "$out" | cut -f 1)
[ "$size" -lt 25 ] || fail "is $size MB, more than 25"

mkdir -p "$(dirname "$zip")"
rm -f "$zip"
(cd "$out" && zip --quiet --recurse-paths "$zip" .)
echo "$zip ($size MB)"
