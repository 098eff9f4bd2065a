#!/usr/bin/env bash
# Asks a deployed app whether it works: smoke.sh APP NAME RESOURCE_GROUP. An HTTP app must refuse a caller without a token with a problem
# of its own; an app without HTTP must have its functions loaded. SMOKE_ADDRESS asks another address, SMOKE_PAUSE waits other seconds between attempts.
set -euo pipefail
[ $# -eq 3 ] || { sed -n 2,3p "$0" >&2; exit 2; }
app=${1,,} name=$2 group=$3
address=${SMOKE_ADDRESS:-https://$name.azurewebsites.net}
case $app in
  send) method=POST path=/api/conversations ;;
  presence) method=POST path=/api/negotiate ;;
  sync) method=GET path=/api/conversations ;;
  *) method='' path='' ;;
esac

answers() {
  if [ -n "$path" ]; then
    curl --silent --max-time 20 --request "$method" "$address$path" --output /dev/null --write-out '%{http_code} %{content_type}' |
      grep -q '^401 application/problem+json'
  else
    [ "$(az functionapp function list --resource-group "$group" --name "$name" --query 'length(@)' --output tsv)" -gt 0 ]
  fi
}

for attempt in $(seq 1 12); do
  if answers; then echo "$name answers."; exit 0; fi
  echo "$name does not answer as it should yet ($attempt of 12)."
  sleep "${SMOKE_PAUSE:-10}"
done
echo "$name failed its smoke test." >&2
exit 1
