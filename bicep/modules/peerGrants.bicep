// Lets the Route of each stamp send to this stamp's fanout queue.
@description('Required. Name of this stamp\'s namespace.')
param serviceBusName string

@description('Required. Name of this stamp, whose own Route has its grant already.')
param stampName string

@description('Required. Route\'s principal of each stamp.')
param principals { name: string, principalId: string }[]

resource namespace 'Microsoft.ServiceBus/namespaces@2024-01-01' existing = {
  name: serviceBusName

  resource fanout 'queues' existing = {
    name: 'fanout'
  }
}

var dataSender = '69a216fc-b8fb-44d8-bc22-1f3c2cd27a39'

resource send 'Microsoft.Authorization/roleAssignments@2022-04-01' = [
  for one in principals: if (one.name != stampName) {
    scope: namespace::fanout
    name: guid(namespace::fanout.id, one.principalId, dataSender)
    properties: {
      principalId: one.principalId
      principalType: 'ServicePrincipal'
      roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', dataSender)
    }
  }
]
