@description('Required. Name of the front door profile.')
param profileName string
@description('Required. Name of the app\'s origin group.')
param groupName string
@description('Required. Name of the endpoint.')
param endpointName string
@description('Required. The app\'s host in each stamp.')
param hosts { stamp: string, host: string }[]
@description('Required. Paths that belong to the app.')
param patterns string[]
@description('Required. Rules that may send a request elsewhere; none if empty.')
param ruleSetId string

resource profile 'Microsoft.Cdn/profiles@2024-09-01' existing = {
  name: profileName

  resource endpoint 'afdEndpoints' existing = {
    name: endpointName
  }

  resource group 'originGroups' existing = {
    name: groupName
  }
}

resource origins 'Microsoft.Cdn/profiles/originGroups/origins@2024-09-01' = [
  for one in hosts: {
    parent: profile::group
    name: one.stamp
    properties: {
      hostName: one.host
      originHostHeader: one.host
      httpsPort: 443
      priority: 1
      weight: 1000
      enforceCertificateNameCheck: true
    }
  }
]

resource route 'Microsoft.Cdn/profiles/afdEndpoints/routes@2024-09-01' = {
  parent: profile::endpoint
  name: groupName
  dependsOn: [origins]
  properties: {
    originGroup: { id: profile::group.id }
    ruleSets: empty(ruleSetId) ? [] : [{ id: ruleSetId }]
    patternsToMatch: patterns
    supportedProtocols: ['Https']
    forwardingProtocol: 'HttpsOnly'
    httpsRedirect: 'Disabled'
    linkToDefaultDomain: 'Enabled'
    enabledState: 'Enabled'
  }
}
