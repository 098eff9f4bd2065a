// Lets Presence of the other stamps send to this stamp's queue presence and read its table Presence.
@description('Required. Name of this stamp\'s namespace.')
param serviceBusName string

@description('Required. Name of this stamp\'s storage account.')
param storageName string

@description('Required. Name of this stamp, whose own Presence has its grants already.')
param stampName string

@description('Required. Presence\'s principal of each stamp.')
param principals { name: string, principalId: string }[]

resource namespace 'Microsoft.ServiceBus/namespaces@2024-01-01' existing = {
  name: serviceBusName

  resource presence 'queues' existing = {
    name: 'presence'
  }
}

resource account 'Microsoft.Storage/storageAccounts@2024-01-01' existing = {
  name: storageName

  resource tables 'tableServices' existing = {
    name: 'default'

    resource presence 'tables' existing = {
      name: 'Presence'
    }
  }
}

var dataSender = '69a216fc-b8fb-44d8-bc22-1f3c2cd27a39'
var tableReader = '76199698-9eea-4c19-bc75-cec21354c6b6'

resource send 'Microsoft.Authorization/roleAssignments@2022-04-01' = [
  for one in principals: if (one.name != stampName) {
    scope: namespace::presence
    name: guid(namespace::presence.id, one.principalId, dataSender)
    properties: {
      principalId: one.principalId
      principalType: 'ServicePrincipal'
      roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', dataSender)
    }
  }
]

resource read 'Microsoft.Authorization/roleAssignments@2022-04-01' = [
  for one in principals: if (one.name != stampName) {
    scope: account::tables::presence
    name: guid(account::tables::presence.id, one.principalId, tableReader)
    properties: {
      principalId: one.principalId
      principalType: 'ServicePrincipal'
      roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', tableReader)
    }
  }
]
