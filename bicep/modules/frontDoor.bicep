// One address for clients: a path belongs to an app, an app has an origin in each stamp, the nearest healthy one answers.
import { nameOf } from '../names.bicep'

@description('Required. Name of the environment.')
param environment string
@description('Required. Per stamp the apps and their host names.')
param origins { stamp: string, apps: { app: string, host: string }[] }[]
@description('Required. Tags.')
param tags object

// The same routes as the apps' HTTP triggers; the most specific pattern wins.
var routes = [
  { app: 'send', patterns: ['/api/conversations', '/api/conversations/*', '/api/scheduled', '/api/scheduled/*', '/api/blocks/*', '/api/users/*'] }
  { app: 'sync', patterns: ['/api/sync', '/api/sync/*'] }
  // SignalR calls /api/upstream at Presence itself.
  { app: 'presence', patterns: ['/api/negotiate', '/api/presence', '/api/presence/*', '/api/blocks', '/api/settings'] }
]

resource profile 'Microsoft.Cdn/profiles@2024-09-01' = {
  name: nameOf('frontDoor', '', environment, 'all')
  location: 'global'
  tags: tags
  sku: { name: 'Standard_AzureFrontDoor' }
}

resource endpoint 'Microsoft.Cdn/profiles/afdEndpoints@2024-09-01' = {
  parent: profile
  name: nameOf('frontDoorEndpoint', '', environment, 'all')
  location: 'global'
  tags: tags
  properties: { enabledState: 'Enabled' }
}

resource groups 'Microsoft.Cdn/profiles/originGroups@2024-09-01' = [
  for route in routes: {
    parent: profile
    name: route.app
    properties: {
      loadBalancingSettings: { sampleSize: 4, successfulSamplesRequired: 3, additionalLatencyInMilliseconds: 50 }
      healthProbeSettings: { probePath: '/', probeProtocol: 'Https', probeRequestType: 'HEAD', probeIntervalInSeconds: 60 }
    }
  }
]

module originsOf 'frontDoorOrigins.bicep' = [
  for (route, i) in routes: {
    name: 'origins-${route.app}'
    params: {
      profileName: profile.name
      groupName: groups[i].name
      endpointName: endpoint.name
      hosts: map(origins, one => { stamp: one.stamp, host: first(filter(one.apps, app => app.app == route.app))!.host })
      patterns: route.patterns
      ruleSetId: route.app == 'send' ? rules.id : ''
    }
  }
]

// Under /api/conversations writes belong to Send, and these to others. The first that matches decides.
var elsewhere = [
  { name: 'presence', method: 'GET', path: '^api/conversations/[^/]+/presence$', app: 'presence' }
  { name: 'fates', method: 'GET', path: '^api/conversations/[^/]+/(imports|commands)/', app: 'send' }
  { name: 'reads', method: 'GET', path: '^api/conversations(/|$)', app: 'sync' }
  { name: 'own', method: 'PUT', path: '^api/conversations/[^/]+/(cursor|me)$', app: 'sync' }
]

resource rules 'Microsoft.Cdn/profiles/ruleSets@2024-09-01' = {
  parent: profile
  name: 'elsewhere'

  resource each 'rules' = [
    for (rule, i) in elsewhere: {
      name: rule.name
      dependsOn: [originsOf]
      properties: {
        order: i + 1
        matchProcessingBehavior: 'Stop'
        conditions: [
          {
            name: 'RequestMethod'
            parameters: { typeName: 'DeliveryRuleRequestMethodConditionParameters', operator: 'Equal', matchValues: [rule.method] }
          }
          {
            name: 'UrlPath'
            parameters: { typeName: 'DeliveryRuleUrlPathMatchConditionParameters', operator: 'RegEx', matchValues: [rule.path] }
          }
        ]
        actions: [
          {
            name: 'RouteConfigurationOverride'
            parameters: {
              typeName: 'DeliveryRuleRouteConfigurationOverrideActionParameters'
              originGroupOverride: {
                originGroup: { id: resourceId('Microsoft.Cdn/profiles/originGroups', profile.name, rule.app) }
                forwardingProtocol: 'HttpsOnly'
              }
            }
          }
        ]
      }
    }
  ]
}

@description('Address for clients.')
output address string = 'https://${endpoint.properties.hostName}'
