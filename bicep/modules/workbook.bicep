@description('Required. Title of the workbook.')
param displayName string
@description('Required. Azure region.')
param location string
@description('Required. Resource id of the Application Insights component that it reads.')
param insightsId string
@description('Required. Stages in the order of the path.')
param stages string[]
@description('Required. Tags.')
param tags object

var order = join(map(stages, stage => '"${stage}"'), ', ')
var stageOf = 'extend stage = tostring(split(cloud_RoleName, "-")[1])'

resource workbook 'Microsoft.Insights/workbooks@2023-06-01' = {
  name: guid(insightsId, 'messaging-path')
  location: location
  tags: tags
  kind: 'shared'
  properties: {
    displayName: displayName
    category: 'workbook'
    sourceId: insightsId
    serializedData: string({
      version: 'Notebook/1.0'
      items: [
        {
          type: 1
          content: { json: '## The path of a message\nInvocations, failures and time of each stage in the last hour, in the order of the path.' }
        }
        {
          type: 3
          content: {
            version: 'KqlItem/1.0'
            query: 'requests | where timestamp > ago(1h) | ${stageOf} | summarize invocations = count(), failed = countif(success == false), p50 = percentile(duration, 50), p99 = percentile(duration, 99) by stage | order by array_index_of(dynamic([${order}]), stage) asc'
            queryType: 0
            resourceType: 'microsoft.insights/components'
            visualization: 'table'
          }
        }
        {
          type: 3
          content: {
            version: 'KqlItem/1.0'
            query: 'requests | where timestamp > ago(1h) | ${stageOf} | summarize percentile(duration, 99) by stage, bin(timestamp, 1m)'
            queryType: 0
            resourceType: 'microsoft.insights/components'
            visualization: 'timechart'
          }
        }
        {
          type: 3
          content: {
            version: 'KqlItem/1.0'
            query: 'exceptions | where timestamp > ago(1h) | ${stageOf} | summarize count() by stage, type, outerMessage | top 20 by count_'
            queryType: 0
            resourceType: 'microsoft.insights/components'
            visualization: 'table'
          }
        }
      ]
    })
  }
}
