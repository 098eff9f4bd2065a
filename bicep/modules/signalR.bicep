@description('Required. Name of the service.')
param name string
@description('Required. Azure region.')
param location string
@description('Required. Standard_S1 or Premium_P1.')
param sku string
@description('Required. Units, of 1,000 connections each.')
param units int
@description('Required. Where connected, disconnected and client messages are posted, with {hub}, {category} and {event}.')
param upstreamUrl string
@description('Required. Resource of the token that the service shows there.')
param upstreamAudience string
@description('Required. Workspace that the diagnostics go to.')
param logsId string
@description('Required. Tags.')
param tags object

resource service 'Microsoft.SignalRService/signalR@2024-03-01' = {
  name: name
  location: location
  tags: tags
  kind: 'SignalR'
  sku: { name: sku, tier: startsWith(sku, 'Premium') ? 'Premium' : 'Standard', capacity: units }
  identity: { type: 'SystemAssigned' }
  properties: {
    disableLocalAuth: true
    features: [
      { flag: 'ServiceMode', value: 'Serverless' }
      { flag: 'EnableConnectivityLogs', value: 'true' }
    ]
    upstream: {
      templates: [
        {
          hubPattern: 'messaging'
          categoryPattern: '*'
          eventPattern: '*'
          urlTemplate: upstreamUrl
          auth: { type: 'ManagedIdentity', managedIdentity: { resource: upstreamAudience } }
        }
      ]
    }
  }
}

resource diagnostics 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  scope: service
  name: 'to-logs'
  properties: {
    workspaceId: logsId
    logs: [{ categoryGroup: 'allLogs', enabled: true }]
  }
}

@description('Resource id of the service.')
output id string = service.id
@description('Name of the service.')
output name string = service.name
@description('Host name of the service.')
output hostName string = service.properties.hostName
@description('Object id of the identity that it shows upstream.')
output principalId string = service.identity.principalId
