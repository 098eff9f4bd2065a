// One consumer of a topic: a subscription, what it lets through, and who may receive from it.
import { subscriptionType } from '../types.bicep'

@description('Required. Name of the namespace.')
param serviceBusName string
@description('Required. Name of the topic.')
param topicName string
@description('Required. The consumer.')
param subscription subscriptionType

resource topic 'Microsoft.ServiceBus/namespaces/topics@2024-01-01' existing = {
  name: '${serviceBusName}/${topicName}'
}

resource consumer 'Microsoft.ServiceBus/namespaces/topics/subscriptions@2024-01-01' = {
  parent: topic
  name: subscription.name
  properties: {
    lockDuration: 'PT5M'
    maxDeliveryCount: 10
    defaultMessageTimeToLive: 'P14D'
    deadLetteringOnMessageExpiration: true
  }

  // A subscription is made with a rule of this name that lets everything through; another rule would add to it.
  resource rule 'rules' = {
    name: '$Default'
    properties: { filterType: 'SqlFilter', sqlFilter: { sqlExpression: subscription.?filter ?? '1=1' } }
  }
}

var dataReceiver = '4f6d3b9b-027b-4f4c-9142-0e5a2a2247e0'

resource receive 'Microsoft.Authorization/roleAssignments@2022-04-01' = if (subscription.?receiver != null) {
  scope: consumer
  name: guid(consumer.id, subscription.?receiver ?? '', dataReceiver)
  properties: {
    principalId: subscription.?receiver ?? ''
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', dataReceiver)
  }
}
