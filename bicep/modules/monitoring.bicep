@description('Required. Name of the Log Analytics workspace.')
param logsName string
@description('Required. Name of the Application Insights component.')
param insightsName string
@description('Required. Azure region.')
param location string
@description('Required. Days that logs are kept.')
param retention int
@description('Required. Tags.')
param tags object

resource logs 'Microsoft.OperationalInsights/workspaces@2023-09-01' = {
  name: logsName
  location: location
  tags: tags
  properties: {
    sku: { name: 'PerGB2018' }
    retentionInDays: retention
    features: { disableLocalAuth: true }
  }
}

resource insights 'Microsoft.Insights/components@2020-02-02' = {
  name: insightsName
  location: location
  tags: tags
  kind: 'web'
  properties: {
    Application_Type: 'web'
    WorkspaceResourceId: logs.id
    DisableLocalAuth: true
  }
}

@description('Resource id of the workspace.')
output logsId string = logs.id
@description('Resource id of the component.')
output insightsId string = insights.id
@description('Name of the component.')
output insightsName string = insights.name
@description('Endpoint and instrumentation key; not a secret, since ingestion needs an identity.')
output insightsConnectionString string = insights.properties.ConnectionString
