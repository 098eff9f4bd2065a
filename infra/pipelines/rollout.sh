#!/usr/bin/env bash
# Brings one app to every stamp, one after the other; a failed smoke test stops before the next stamp: rollout.sh APP ZIP ENVIRONMENT RESOURCE_GROUP
# Flex Consumption has no slots: a fault is mended by rolling forward, which additive contracts allow.
set -euo pipefail
[ $# -eq 4 ] || { sed -n 2p "$0" >&2; exit 2; }
app=${1,,} zip=$2 environment=$3 group=$4
here=$(dirname "$0")

targets=$(az deployment group show --resource-group "$group" --name "messaging-$environment" \
  --query "properties.outputs.apps.value[].apps[?app=='$app'].name[]" --output tsv)
[ -n "$targets" ] || { echo "The deployment messaging-$environment names no app $app." >&2; exit 1; }

for name in $targets; do
  echo "== $name"
  az functionapp deployment source config-zip --resource-group "$group" --name "$name" --src "$zip" --output none
  "$here/smoke.sh" "$app" "$name" "$group"
done
