#!/usr/bin/env bash
# Shows or makes what an environment needs: infrastructure.sh what-if|deploy ENVIRONMENT RESOURCE_GROUP
# The caller is logged in with 'az login'; AUTHORITY names the issuer of the end users. To deploy again changes nothing: after a failure, run it again.
set -euo pipefail
usage() { sed -n 2,3p "${BASH_SOURCE[0]}" >&2; exit 2; }
[ $# -eq 3 ] || usage
action=$1 environment=$2 group=$3
[ "$action" = what-if ] || [ "$action" = deploy ] || usage
parameters=$(cd "$(dirname "$0")/../../bicep" && pwd)/parameters/$environment.bicepparam
[ -f "$parameters" ] || { echo "There is no $parameters." >&2; exit 2; }
: "${AUTHORITY:?Set AUTHORITY to the OIDC issuer of your end users.}"

case $action in
  what-if)
    az deployment group what-if --resource-group "$group" --parameters "$parameters" ;;
  deploy)
    az deployment group create --resource-group "$group" --name "messaging-$environment" --parameters "$parameters" --output none
    az deployment group show --resource-group "$group" --name "messaging-$environment" --query properties.outputs --output json ;;
esac
