// One abbreviation table, after the Cloud Adoption Framework.
var abbreviations = {
  app: 'func'
  plan: 'asp'
  identity: 'id'
  serviceBus: 'sb'
  signalR: 'sigr'
  storage: 'st'
  logs: 'log'
  insights: 'appi'
  network: 'vnet'
  privateEndpoint: 'pep'
  actionGroup: 'ag'
  alert: 'ar'
  frontDoor: 'afd'
  frontDoorEndpoint: 'fde'
}

// Environments are named by people, and azd allows them more than Azure allows names.
func plain(environment string) string => toLower(replace(replace(environment, '_', ''), '-', ''))

@export()
@description('The name of a part: kind, workload, environment, stamp and a few letters that make it unique in the world.')
func nameOf(kind string, part string, environment string, stamp string) string =>
  take('${abbreviations[kind]}-${empty(part) ? 'messaging' : part}-${plain(environment)}-${toLower(stamp)}-${take(uniqueString(resourceGroup().id, environment, stamp), 6)}', 60)

@export()
@description('Storage accounts: 3 to 24 lower-case letters and digits.')
func storageName(environment string, stamp string) string =>
  take('${abbreviations.storage}msg${plain(environment)}${toLower(stamp)}${uniqueString(resourceGroup().id, environment, stamp)}', 24)
