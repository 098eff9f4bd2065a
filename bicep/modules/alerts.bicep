@description('Required. Prefix of the rules\' names.')
param prefix string
@description('Required. Name of the action group.')
param actionGroupName string
@description('Required. Who is mailed; nobody if empty.')
param email string
@description('Required. Azure region of the log alerts.')
param location string
@description('Required. Resource id of the Service Bus namespace.')
param serviceBusId string
@description('Required. Resource id of the SignalR service.')
param signalRId string
@description('Required. Connections that its units carry.')
param signalRConnections int
@description('Required. Resource id of the Application Insights component.')
param insightsId string
@description('Required. Tags.')
param tags object

resource people 'Microsoft.Insights/actionGroups@2023-01-01' = if (!empty(email)) {
  name: actionGroupName
  location: 'global'
  tags: tags
  properties: {
    groupShortName: 'messaging'
    enabled: true
    emailReceivers: [{ name: 'operators', emailAddress: email, useCommonAlertSchema: true }]
  }
}

var actions = empty(email) ? [] : [{ actionGroupId: people.id }]

type metricAlertType = {
  name: string
  description: string
  scope: string
  namespace: string
  metric: string
  aggregation: 'Average' | 'Maximum' | 'Total'
  threshold: int
  severity: 0 | 1 | 2 | 3
}

var metricAlerts metricAlertType[] = [
  {
    name: 'dead-letters'
    description: 'A message failed for good and waits in a dead-letter queue for an operator.'
    scope: serviceBusId
    namespace: 'Microsoft.ServiceBus/namespaces'
    metric: 'DeadletteredMessages'
    aggregation: 'Maximum'
    threshold: 0
    severity: 2
  }
  {
    name: 'queue-length'
    description: 'Messages pile up: a stage is stopped, failing or too small.'
    scope: serviceBusId
    namespace: 'Microsoft.ServiceBus/namespaces'
    metric: 'ActiveMessages'
    aggregation: 'Average'
    threshold: 5000
    severity: 2
  }
  {
    name: 'throttled'
    description: 'Service Bus refuses requests: the namespace is out of credits. Combine more, go Premium, or add a stamp.'
    scope: serviceBusId
    namespace: 'Microsoft.ServiceBus/namespaces'
    metric: 'ThrottledRequests'
    aggregation: 'Total'
    threshold: 100
    severity: 2
  }
  {
    name: 'connections'
    description: 'Nine tenths of the connections that the SignalR units carry are in use.'
    scope: signalRId
    namespace: 'Microsoft.SignalRService/SignalR'
    metric: 'ConnectionCount'
    aggregation: 'Maximum'
    threshold: signalRConnections * 9 / 10
    severity: 1
  }
]

resource metric 'Microsoft.Insights/metricAlerts@2018-03-01' = [
  for one in metricAlerts: {
    name: '${prefix}-${one.name}'
    location: 'global'
    tags: tags
    properties: {
      description: one.description
      severity: one.severity
      enabled: true
      scopes: [one.scope]
      evaluationFrequency: 'PT1M'
      windowSize: 'PT5M'
      criteria: {
        'odata.type': 'Microsoft.Azure.Monitor.SingleResourceMultipleMetricCriteria'
        allOf: [
          {
            criterionType: 'StaticThresholdCriterion'
            name: one.name
            metricNamespace: one.namespace
            metricName: one.metric
            timeAggregation: one.aggregation
            operator: 'GreaterThan'
            threshold: one.threshold
          }
        ]
      }
      actions: actions
    }
  }
]

type logAlertType = { name: string, description: string, query: string, window: string }

var logAlerts logAlertType[] = [
  {
    name: 'failed-invocations'
    description: 'More than one in a hundred invocations of a stage failed within ten minutes.'
    query: 'requests | summarize failed = countif(success == false), total = count() by cloud_RoleName | where total > 100 and failed * 100 > total'
    window: 'PT10M'
  }
  {
    name: 'slow-queue'
    description: 'Of the messages that passed a queue, one in twenty took more than 30 seconds from its sending to the end of what it started.'
    query: 'union requests, dependencies | summarize begun = min(timestamp), ended = max(timestamp + duration * 1ms), hops = dcount(cloud_RoleName) by operation_Id | where hops > 1 | summarize slow = percentile(ended - begun, 95), total = count() | extend cloud_RoleName = "path" | where total > 20 and slow > 30s'
    window: 'PT15M'
  }
]

resource logs 'Microsoft.Insights/scheduledQueryRules@2023-03-15-preview' = [
  for one in logAlerts: {
    name: '${prefix}-${one.name}'
    location: location
    tags: tags
    properties: {
      description: one.description
      severity: 2
      enabled: true
      scopes: [insightsId]
      evaluationFrequency: 'PT5M'
      windowSize: one.window
      criteria: {
        allOf: [
          {
            query: one.query
            timeAggregation: 'Count'
            operator: 'GreaterThan'
            threshold: 0
            dimensions: [{ name: 'cloud_RoleName', operator: 'Include', values: ['*'] }]
          }
        ]
      }
      actions: { actionGroups: empty(email) ? [] : [people.id] }
    }
  }
]
