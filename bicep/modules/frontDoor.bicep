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
  { app: 'send', patterns: ['/api/conversations', '/api/conversations/*'] }
  { app: 'sync', patterns: ['/api/sync', '/api/sync/*'] }
  { app: 'presence', patterns: ['/api/negotiate', '/api/presence', '/api/presence/*', '/api/blocks', '/api/settings'] } // SignalR calls /api/upstream at Presence itself
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

// Reads under /api/conversations belong to Sync, writes to Send: the method decides.
resource rules 'Microsoft.Cdn/profiles/ruleSets@2024-09-01' = {
  parent: profile
  name: 'readsToSync'

  resource reads 'rules' = {
    name: 'reads'
    dependsOn: [originsOf]
    properties: {
      order: 1
      conditions: [
        {
          name: 'RequestMethod'
          parameters: { typeName: 'DeliveryRuleRequestMethodConditionParameters', operator: 'Equal', matchValues: ['GET', 'PUT'] }
        }
        {
          name: 'UrlPath'
          parameters: { typeName: 'DeliveryRuleUrlPathMatchConditionParameters', operator: 'BeginsWith', matchValues: ['api/conversations'] }
        }
      ]
      actions: [
        {
          name: 'RouteConfigurationOverride'
          parameters: {
            typeName: 'DeliveryRuleRouteConfigurationOverrideActionParameters'
            originGroupOverride: { originGroup: { id: groups[1].id }, forwardingProtocol: 'HttpsOnly' }
          }
        }
      ]
    }
  }
}

@description('Address for clients.')
output address string = 'https://${endpoint.properties.hostName}'
