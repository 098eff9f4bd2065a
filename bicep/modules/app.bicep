import { stageType, sizeType } from '../types.bicep'

@description('Required. The app\'s row of the path.')
param stage stageType
@description('Required. Name of the app.')
param name string
@description('Required. Name of its plan; Flex Consumption takes one app per plan.')
param planName string
@description('Required. Name of the stamp, the home of conversations that are created here.')
param stampName string
@description('Required. The other stamps, as far as they can be reached.')
param peers { name: string, serviceBusName: string, storageName: string }[]
@description('Required. Epoch of its tables; none if empty.')
param epoch string
@description('Required. Azure region.')
param location string
@description('Required. How large it is.')
param size sizeType
@description('Required. Whether anyone listens to the topics that it publishes to.')
param events bool
@description('Required. Resource id of the app\'s identity.')
param identityId string
@description('Required. Client id of the app\'s identity.')
param identityClientId string
@description('Required. Name of the Service Bus namespace.')
param serviceBusName string
@description('Required. Name of the storage account.')
param storageName string
@description('Required. Host name of the SignalR service.')
param signalRHost string
@description('Required. Where telemetry goes.')
param insightsConnectionString string
@description('Required. OIDC issuer of the end users.')
param authority string
@description('Required. Audience of the end users\' tokens.')
param audience string
@description('Required. Audience of the token that SignalR shows to Presence.')
param upstreamAudience string
@description('Required. Object id of SignalR\'s identity, the only one that may call the upstream endpoint.')
param upstreamIdentity string
@description('Required. Subnet of the apps; none if empty.')
param subnetId string
@description('Required. Tags.')
param tags object

// A user-assigned identity is named by credential and client id, beside each connection.
var connections = {
  AzureWebJobsStorage__accountName: storageName
  ServiceBus__fullyQualifiedNamespace: '${serviceBusName}.servicebus.windows.net'
  Tables__endpoint: 'https://${storageName}.table.${az.environment().suffixes.storage}'
  SignalR__serviceUri: 'https://${signalRHost}'
}
// Presence merges what all stamps know of a user.
var known = stage.app == 'presence' ? peers : []
var otherStamps = reduce(
  known,
  {},
  (all, peer) =>
    union(all, {
      'Peers__${peer.name}__ServiceBus__fullyQualifiedNamespace': '${peer.serviceBusName}.servicebus.windows.net'
      'Peers__${peer.name}__Tables__endpoint': 'https://${peer.storageName}.table.${az.environment().suffixes.storage}'
    })
)
var identityOf = reduce(
  concat(
    ['AzureWebJobsStorage', 'ServiceBus', 'Tables', 'SignalR'],
    flatten(map(known, peer => ['Peers__${peer.name}__ServiceBus', 'Peers__${peer.name}__Tables']))
  ),
  {},
  (all, connection) => union(all, { '${connection}__credential': 'managedidentity', '${connection}__clientId': identityClientId })
)
var settings = {
  Stamp: stampName
  Auth__Authority: authority
  Auth__Audience: audience
  APPLICATIONINSIGHTS_CONNECTION_STRING: insightsConnectionString
  APPLICATIONINSIGHTS_AUTHENTICATION_STRING: 'ClientId=${identityClientId};Authorization=AAD'
  OTEL_TRACES_SAMPLER: 'microsoft.rate_limited'
  OTEL_TRACES_SAMPLER_ARG: string(size.tracesPerSecond)
}
// Tokens of managed identities for this resource are of version 1, so the issuer is too.
var upstream = stage.app == 'presence'
  ? {
      Upstream__Authority: '${az.environment().authentication.loginEndpoint}${tenant().tenantId}'
      Upstream__Audience: upstreamAudience
      Upstream__Identity: upstreamIdentity
    }
  : {}
var restored = empty(epoch) ? {} : { Tables__Epoch: epoch }
// Only FanOut publishes.
var publishing = events && !empty(stage.publishes) ? { FanOut__Events: 'true' } : {}
var hostSettings = reduce(
  items(stage.?host ?? {}),
  {},
  (all, one) => union(all, { 'AzureFunctionsJobHost__${one.key}': one.value })
)

resource account 'Microsoft.Storage/storageAccounts@2024-01-01' existing = {
  name: storageName
}

resource plan 'Microsoft.Web/serverfarms@2024-04-01' = {
  name: planName
  location: location
  tags: tags
  kind: 'functionapp'
  sku: { name: 'FC1', tier: 'FlexConsumption' }
  properties: { reserved: true }
}

resource app 'Microsoft.Web/sites@2024-04-01' = {
  name: name
  location: location
  tags: union(tags, { 'azd-service-name': stage.app })
  kind: 'functionapp,linux'
  identity: { type: 'UserAssigned', userAssignedIdentities: { '${identityId}': {} } }
  properties: {
    serverFarmId: plan.id
    httpsOnly: true
    keyVaultReferenceIdentity: identityId
    virtualNetworkSubnetId: empty(subnetId) ? null : subnetId
    siteConfig: { minTlsVersion: '1.2', alwaysOn: false }
    functionAppConfig: {
      deployment: {
        storage: {
          type: 'blobContainer'
          value: '${account.properties.primaryEndpoints.blob}deploy-${stage.app}'
          authentication: { type: 'UserAssignedIdentity', userAssignedIdentityResourceId: identityId }
        }
      }
      runtime: { name: 'dotnet-isolated', version: '10.0' }
      scaleAndConcurrency: {
        instanceMemoryMB: size.instanceMemory
        maximumInstanceCount: stage.queue.requiresSession ? stage.maximumInstances : stage.maximumInstances * size.scale
        alwaysReady: [for one in size.alwaysReady == 0 ? [] : stage.warm: { name: one, instanceCount: size.alwaysReady }]
      }
    }
  }

  resource appSettings 'config' = {
    name: 'appsettings'
    properties: union(connections, otherStamps, identityOf, settings, restored, upstream, publishing, hostSettings)
  }

  resource noFtp 'basicPublishingCredentialsPolicies' = {
    name: 'ftp'
    properties: { allow: false }
  }

  resource noBasicAuth 'basicPublishingCredentialsPolicies' = {
    name: 'scm'
    properties: { allow: false }
  }
}

@description('Name of the app.')
output name string = app.name
@description('Host name of the app.')
output hostName string = app.properties.defaultHostName
