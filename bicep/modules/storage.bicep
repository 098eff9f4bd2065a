@description('Required. Name of the account.')
param name string
@description('Required. Azure region.')
param location string
@description('Required. Replication.')
param sku string
@description('Required. Tables of the apps.')
param tables string[]
@description('Required. Containers that the apps are deployed from.')
param containers string[]
@description('Required. Whether only private endpoints are answered.')
param privateOnly bool
@description('Required. Tags.')
param tags object

resource account 'Microsoft.Storage/storageAccounts@2024-01-01' = {
  name: name
  location: location
  tags: tags
  kind: 'StorageV2'
  sku: { name: sku }
  properties: {
    allowSharedKeyAccess: false
    allowBlobPublicAccess: false
    defaultToOAuthAuthentication: true
    minimumTlsVersion: 'TLS1_2'
    supportsHttpsTrafficOnly: true
    publicNetworkAccess: privateOnly ? 'Disabled' : 'Enabled'
    networkAcls: { defaultAction: privateOnly ? 'Deny' : 'Allow', bypass: 'AzureServices' }
  }
}

resource tableService 'Microsoft.Storage/storageAccounts/tableServices@2024-01-01' = {
  parent: account
  name: 'default'
}

resource table 'Microsoft.Storage/storageAccounts/tableServices/tables@2024-01-01' = [
  for one in tables: {
    parent: tableService
    name: one
  }
]

resource blobService 'Microsoft.Storage/storageAccounts/blobServices@2024-01-01' = {
  parent: account
  name: 'default'
}

resource container 'Microsoft.Storage/storageAccounts/blobServices/containers@2024-01-01' = [
  for one in containers: {
    parent: blobService
    name: one
  }
]

@description('Resource id of the account.')
output id string = account.id
@description('Name of the account.')
output name string = account.name
