import { stageType, stampType, sizeType, subscriptionType } from '../types.bicep'
import { nameOf, storageName } from '../names.bicep'

@description('Required. The stages of the path.')
param flow stageType[]
@description('Required. Name of the environment.')
param environment string
@description('Required. This stamp.')
param stamp stampType
@description('Required. Names of the other stamps.')
param peers string[]
@description('Required. How large it is.')
param size sizeType
@description('Required. OIDC issuer of the end users.')
param authority string
@description('Required. Audience of the end users\' tokens.')
param audience string
@description('Required. Consumers of topic events.')
param subscriptions subscriptionType[]
@description('Required. Who is mailed when an alert fires; nobody if empty.')
param alertEmail string
@description('Required. Tags of every resource.')
param tags object

var location = stamp.location

// Private endpoints lead to the own storage only: each stamp then shows its own users.
var reachable = size.privateNetwork ? [] : peers

// The resource of the token that SignalR shows to Presence, which checks it, and that the token is this SignalR's own. It is a resource that
// every directory has, so that no app registration is needed; SignalR's identity has no rights there.
var upstreamAudience = 'https://signalr.azure.com'

// Where the Functions host keeps its leases and its keys; the names are the host's.
var hostContainers = ['azure-webjobs-hosts', 'azure-webjobs-secrets']

resource identities 'Microsoft.ManagedIdentity/userAssignedIdentities@2023-01-31' = [
  for stage in flow: {
    name: nameOf('identity', stage.app, environment, stamp.name)
    location: location
    tags: tags
  }
]

module monitoring 'monitoring.bicep' = {
  name: 'monitoring-${stamp.name}'
  params: {
    logsName: nameOf('logs', '', environment, stamp.name)
    insightsName: nameOf('insights', '', environment, stamp.name)
    location: location
    retention: size.logRetention
    tags: tags
  }
}

module serviceBus 'serviceBus.bicep' = {
  name: 'service-bus-${stamp.name}'
  params: {
    name: nameOf('serviceBus', '', environment, stamp.name)
    location: location
    flow: flow
    subscriptions: subscriptions
    sku: size.serviceBus
    messagingUnits: size.messagingUnits
    privateOnly: size.privateNetwork && size.serviceBus == 'Premium'
    logsId: monitoring.outputs.logsId
    tags: tags
  }
}

module storage 'storage.bicep' = {
  name: 'storage-${stamp.name}'
  params: {
    name: storageName(environment, stamp.name)
    location: location
    sku: size.storage
    tables: flatten(map(flow, stage => stage.owns))
    containers: concat(map(flow, stage => 'deploy-${stage.app}'), hostContainers)
    privateOnly: size.privateNetwork
    tags: tags
  }
}

module signalR 'signalR.bicep' = {
  name: 'signalr-${stamp.name}'
  params: {
    name: nameOf('signalR', '', environment, stamp.name)
    location: location
    sku: size.signalR
    units: size.signalRUnits
    upstreamUrl: 'https://${nameOf('app', 'presence', environment, stamp.name)}.azurewebsites.net/api/upstream/{hub}/{category}/{event}'
    upstreamAudience: upstreamAudience
    logsId: monitoring.outputs.logsId
    tags: tags
  }
}

module network 'network.bicep' = if (size.privateNetwork) {
  name: 'network-${stamp.name}'
  params: {
    name: nameOf('network', '', environment, stamp.name)
    endpointPrefix: nameOf('privateEndpoint', '', environment, stamp.name)
    location: location
    storageId: storage.outputs.id
    serviceBusId: size.serviceBus == 'Premium' ? serviceBus.outputs.id : ''
    signalRId: signalR.outputs.id
    tags: tags
  }
}

module grants 'grants.bicep' = [
  for (stage, i) in flow: {
    name: 'grants-${stage.app}-${stamp.name}'
    params: {
      stage: stage
      principalId: identities[i].properties.principalId
      serviceBusName: serviceBus.outputs.name
      storageName: storage.outputs.name
      containers: concat(['deploy-${stage.app}'], hostContainers)
      signalRName: signalR.outputs.name
      insightsName: monitoring.outputs.insightsName
    }
  }
]

module apps 'app.bicep' = [
  for (stage, i) in flow: {
    name: 'app-${stage.app}-${stamp.name}'
    dependsOn: [grants[i]]
    params: {
      stage: stage
      name: nameOf('app', stage.app, environment, stamp.name)
      planName: nameOf('plan', stage.app, environment, stamp.name)
      stampName: stamp.name
      peers: [
        for peer in reachable: {
          name: peer
          serviceBusName: nameOf('serviceBus', '', environment, peer)
          storageName: storageName(environment, peer)
        }
      ]
      epoch: stamp.?epoch ?? ''
      location: location
      size: size
      events: !empty(subscriptions)
      identityId: identities[i].id
      identityClientId: identities[i].properties.clientId
      serviceBusName: serviceBus.outputs.name
      storageName: storage.outputs.name
      signalRHost: signalR.outputs.hostName
      insightsConnectionString: monitoring.outputs.insightsConnectionString
      authority: authority
      audience: audience
      upstreamAudience: upstreamAudience
      upstreamIdentity: signalR.outputs.principalId
      subnetId: size.privateNetwork ? network!.outputs.appsSubnetId : ''
      tags: tags
    }
  }
]

module alerts 'alerts.bicep' = {
  name: 'alerts-${stamp.name}'
  params: {
    prefix: nameOf('alert', '', environment, stamp.name)
    actionGroupName: nameOf('actionGroup', '', environment, stamp.name)
    email: alertEmail
    location: location
    serviceBusId: serviceBus.outputs.id
    signalRId: signalR.outputs.id
    signalRConnections: size.signalRUnits * 1000
    insightsId: monitoring.outputs.insightsId
    tags: tags
  }
}

module workbook 'workbook.bicep' = {
  name: 'workbook-${stamp.name}'
  params: {
    displayName: 'Messaging path, ${environment} ${stamp.name}'
    location: location
    insightsId: monitoring.outputs.insightsId
    stages: map(flow, stage => stage.app)
    tags: tags
  }
}

@description('Name of the Service Bus namespace.')
output serviceBusName string = serviceBus.outputs.name

@description('Name of the storage account.')
output storageName string = storage.outputs.name

@description('Principal of the Presence app, for the other stamps.')
output presencePrincipalId string = identities[indexOf(map(flow, stage => stage.app), 'presence')].properties.principalId

@description('App and host name of each stage.')
output hosts array = [for (stage, i) in flow: { app: stage.app, host: apps[i].outputs.hostName }]

@description('App and resource name of each stage.')
output appNames array = [for (stage, i) in flow: { app: stage.app, name: apps[i].outputs.name }]
