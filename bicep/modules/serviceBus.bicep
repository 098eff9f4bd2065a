import { stageType, subscriptionType } from '../types.bicep'

@description('Required. Name of the namespace.')
param name string
@description('Required. Azure region.')
param location string
@description('Required. The stages; each has the queue of its name, and those it also listens to.')
param flow stageType[]
@description('Required. Consumers of topic events.')
param subscriptions subscriptionType[]
@description('Required. Standard or Premium.')
param sku string
@description('Required. Messaging units, of Premium only.')
param messagingUnits int
@description('Required. Whether only private endpoints are answered.')
param privateOnly bool
@description('Required. Workspace that the diagnostics go to.')
param logsId string
@description('Required. Tags.')
param tags object

resource namespace 'Microsoft.ServiceBus/namespaces@2024-01-01' = {
  name: name
  location: location
  tags: tags
  sku: sku == 'Premium'
    ? { name: 'Premium', tier: 'Premium', capacity: messagingUnits }
    : { name: 'Standard', tier: 'Standard' }
  properties: {
    disableLocalAuth: true
    minimumTlsVersion: '1.2'
    publicNetworkAccess: privateOnly ? 'Disabled' : 'Enabled'
  }
}

var all = concat(map(flow, stage => { name: stage.app, queue: stage.queue }), flatten(map(flow, stage => stage.?moreQueues ?? [])))

resource queues 'Microsoft.ServiceBus/namespaces/queues@2024-01-01' = [
  for one in all: {
    parent: namespace
    name: one.name
    properties: {
      requiresSession: one.queue.requiresSession
      lockDuration: one.queue.lockDuration
      maxDeliveryCount: one.queue.maxDeliveryCount
      defaultMessageTimeToLive: one.queue.timeToLive
      deadLetteringOnMessageExpiration: true
    }
  }
]

resource topics 'Microsoft.ServiceBus/namespaces/topics@2024-01-01' = [
  for topic in flatten(map(flow, stage => stage.publishes)): {
    parent: namespace
    name: topic
    properties: { defaultMessageTimeToLive: 'P14D', supportOrdering: true }
  }
]

module consumers 'subscription.bicep' = [
  for one in subscriptions: {
    name: '${uniqueString(name)}-${one.name}'
    dependsOn: [topics]
    params: { serviceBusName: namespace.name, topicName: 'events', subscription: one }
  }
]

resource diagnostics 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  scope: namespace
  name: 'to-logs'
  properties: {
    workspaceId: logsId
    logs: [{ categoryGroup: 'allLogs', enabled: true }]
  }
}

@description('Resource id of the namespace.')
output id string = namespace.id
@description('Name of the namespace.')
output name string = namespace.name
