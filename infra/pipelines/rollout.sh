#!/usr/bin/env bash
# Brings one app to every stamp, one after the other; a failed smoke test stops before the next stamp: rollout.sh APP ZIP ENVIRONMENT RESOURCE_GROUP
# A stamp that has the package already (tag 'package') is passed over: run it again after a failure and it goes on where it stopped.
# Flex Consumption has no slots: a fault is mended by rolling forward, which additive contracts allow.
set -euo pipefail
[ $# -eq 4 ] || { sed -n 2,3p "$0" >&2; exit 2; }
app=${1,,} zip=$2 environment=$3 group=$4
here=$(dirname "$0")
[ -f "$zip" ] || { echo "There is no package $zip." >&2; exit 2; }
package=$(sha256sum "$zip" | cut -c 1-16)

targets=$(az deployment group show --resource-group "$group" --name "messaging-$environment" \
  --query "properties.outputs.apps.value[].apps[?app=='$app'].name[]" --output tsv)
[ -n "$targets" ] || { echo "The deployment messaging-$environment names no app $app." >&2; exit 1; }

for name in $targets; do
  echo "== $name"
  current=$(az functionapp show --resource-group "$group" --name "$name" --query '[id, tags.package]' --output tsv)
  { read -r id; read -r installed || installed=; } <<< "$current"
  if [ "$installed" = "$package" ]; then
    echo "$name has this package already."
    continue
  fi
  az functionapp deployment source config-zip --resource-group "$group" --name "$name" --src "$zip" --output none
  "$here/smoke.sh" "$app" "$name" "$group"
  az tag update --resource-id "$id" --operation Merge --tags "package=$package" --output none
done
