// What one app may do, and no more: the queues it listens to, the queues and topics it sends to, its tables, the tables it reads, its host's containers.
import { stageType } from '../types.bicep'

@description('Required. The app\'s row of the path.')
param stage stageType
@description('Required. Principal of the app\'s identity.')
param principalId string
@description('Required. Name of the Service Bus namespace.')
param serviceBusName string
@description('Required. Name of the storage account.')
param storageName string
@description('Required. Containers of its package and of its host.')
param containers string[]
@description('Required. Name of the SignalR service.')
param signalRName string
@description('Required. Name of the Application Insights component.')
param insightsName string

var roles = {
  'Azure Service Bus Data Owner': '090c5cfd-751d-490a-894a-3ce6f1109419'
  'Azure Service Bus Data Sender': '69a216fc-b8fb-44d8-bc22-1f3c2cd27a39'
  'Storage Blob Data Owner': 'b7e6dc6d-f1e8-4753-8033-0f276bb0955b'
  'Storage Table Data Contributor': '0a9a7e1f-b9d0-4cc4-a60d-0319b160aaa3'
  'Storage Table Data Reader': '76199698-9eea-4c19-bc75-cec21354c6b6'
  'SignalR REST API Owner': 'fd53cd77-2268-407a-8f46-7e7863d0f521'
  'Monitoring Metrics Publisher': '3913510d-42f4-4e42-8a64-420c390055eb'
}

resource namespace 'Microsoft.ServiceBus/namespaces@2024-01-01' existing = {
  name: serviceBusName
}

resource account 'Microsoft.Storage/storageAccounts@2024-01-01' existing = {
  name: storageName
}

resource signalR 'Microsoft.SignalRService/signalR@2024-03-01' existing = {
  name: signalRName
}

resource insights 'Microsoft.Insights/components@2020-02-02' existing = {
  name: insightsName
}

var ownNames = concat([stage.app], map(stage.?moreQueues ?? [], one => one.name))

resource ownQueues 'Microsoft.ServiceBus/namespaces/queues@2024-01-01' existing = [
  for own in ownNames: {
    parent: namespace
    name: own
  }
]

// Scaling by queue length reads counts, which needs Manage; and failed messages come back through the own queue.
resource owns 'Microsoft.Authorization/roleAssignments@2022-04-01' = [
  for (own, i) in ownNames: {
    scope: ownQueues[i]
    name: guid(ownQueues[i].id, principalId, roles['Azure Service Bus Data Owner'])
    properties: {
      principalId: principalId
      principalType: 'ServicePrincipal'
      roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roles['Azure Service Bus Data Owner'])
    }
  }
]

resource nextQueues 'Microsoft.ServiceBus/namespaces/queues@2024-01-01' existing = [
  for next in stage.sendsTo: {
    parent: namespace
    name: next
  }
]

resource sendTo 'Microsoft.Authorization/roleAssignments@2022-04-01' = [
  for (next, i) in stage.sendsTo: {
    scope: nextQueues[i]
    name: guid(nextQueues[i].id, principalId, roles['Azure Service Bus Data Sender'])
    properties: {
      principalId: principalId
      principalType: 'ServicePrincipal'
      roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roles['Azure Service Bus Data Sender'])
    }
  }
]

resource topics 'Microsoft.ServiceBus/namespaces/topics@2024-01-01' existing = [
  for topic in stage.publishes: {
    parent: namespace
    name: topic
  }
]

resource publish 'Microsoft.Authorization/roleAssignments@2022-04-01' = [
  for (topic, i) in stage.publishes: {
    scope: topics[i]
    name: guid(topics[i].id, principalId, roles['Azure Service Bus Data Sender'])
    properties: {
      principalId: principalId
      principalType: 'ServicePrincipal'
      roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roles['Azure Service Bus Data Sender'])
    }
  }
]

resource tableService 'Microsoft.Storage/storageAccounts/tableServices@2024-01-01' existing = {
  parent: account
  name: 'default'
}

resource ownTables 'Microsoft.Storage/storageAccounts/tableServices/tables@2024-01-01' existing = [
  for table in stage.owns: {
    parent: tableService
    name: table
  }
]

resource write 'Microsoft.Authorization/roleAssignments@2022-04-01' = [
  for (table, i) in stage.owns: {
    scope: ownTables[i]
    name: guid(ownTables[i].id, principalId, roles['Storage Table Data Contributor'])
    properties: {
      principalId: principalId
      principalType: 'ServicePrincipal'
      roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roles['Storage Table Data Contributor'])
    }
  }
]

resource readTables 'Microsoft.Storage/storageAccounts/tableServices/tables@2024-01-01' existing = [
  for table in stage.reads: {
    parent: tableService
    name: table
  }
]

resource read 'Microsoft.Authorization/roleAssignments@2022-04-01' = [
  for (table, i) in stage.reads: {
    scope: readTables[i]
    name: guid(readTables[i].id, principalId, roles['Storage Table Data Reader'])
    properties: {
      principalId: principalId
      principalType: 'ServicePrincipal'
      roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roles['Storage Table Data Reader'])
    }
  }
]

resource blobService 'Microsoft.Storage/storageAccounts/blobServices@2024-01-01' existing = {
  parent: account
  name: 'default'
}

resource blobContainers 'Microsoft.Storage/storageAccounts/blobServices/containers@2024-01-01' existing = [
  for container in containers: {
    parent: blobService
    name: container
  }
]

// The package is deployed from a container of the app's own; the host keeps leases and keys in two that all apps share.
resource hostStorage 'Microsoft.Authorization/roleAssignments@2022-04-01' = [
  for (container, i) in containers: {
    scope: blobContainers[i]
    name: guid(blobContainers[i].id, principalId, roles['Storage Blob Data Owner'])
    properties: {
      principalId: principalId
      principalType: 'ServicePrincipal'
      roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roles['Storage Blob Data Owner'])
    }
  }
]

resource live 'Microsoft.Authorization/roleAssignments@2022-04-01' = if (stage.callsSignalR) {
  scope: signalR
  name: guid(signalR.id, principalId, roles['SignalR REST API Owner'])
  properties: {
    principalId: principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roles['SignalR REST API Owner'])
  }
}

resource telemetry 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: insights
  name: guid(insights.id, principalId, roles['Monitoring Metrics Publisher'])
  properties: {
    principalId: principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roles['Monitoring Metrics Publisher'])
  }
}
