@description('Required. Name of the virtual network.')
param name string
@description('Required. Prefix of the private endpoints\' names.')
param endpointPrefix string
@description('Required. Azure region.')
param location string
@description('Required. Resource id of the storage account.')
param storageId string
@description('Required. Resource id of a Premium namespace; empty for Standard, which has no private endpoints.')
param serviceBusId string
@description('Required. Resource id of the SignalR service.')
param signalRId string
@description('Required. Tags.')
param tags object

type endpointType = { name: string, target: string, group: string, zone: string }

var storageSuffix = az.environment().suffixes.storage
var all endpointType[] = [
  { name: 'blob', target: storageId, group: 'blob', zone: 'privatelink.blob.${storageSuffix}' }
  { name: 'table', target: storageId, group: 'table', zone: 'privatelink.table.${storageSuffix}' }
  { name: 'signalr', target: signalRId, group: 'signalr', zone: 'privatelink.service.signalr.net' }
  { name: 'servicebus', target: serviceBusId, group: 'namespace', zone: 'privatelink.servicebus.windows.net' }
]
var endpoints = filter(all, one => !empty(one.target))

resource network 'Microsoft.Network/virtualNetworks@2024-05-01' = {
  name: name
  location: location
  tags: tags
  properties: {
    addressSpace: { addressPrefixes: ['10.20.0.0/16'] }
    subnets: [
      {
        name: 'apps'
        properties: {
          addressPrefix: '10.20.0.0/22'
          delegations: [{ name: 'flex', properties: { serviceName: 'Microsoft.App/environments' } }]
        }
      }
      { name: 'endpoints', properties: { addressPrefix: '10.20.4.0/24' } }
    ]
  }
}

resource zones 'Microsoft.Network/privateDnsZones@2020-06-01' = [
  for one in endpoints: {
    name: one.zone
    location: 'global'
    tags: tags
  }
]

resource links 'Microsoft.Network/privateDnsZones/virtualNetworkLinks@2020-06-01' = [
  for (one, i) in endpoints: {
    parent: zones[i]
    name: name
    location: 'global'
    properties: { registrationEnabled: false, virtualNetwork: { id: network.id } }
  }
]

resource privateEndpoints 'Microsoft.Network/privateEndpoints@2024-05-01' = [
  for one in endpoints: {
    name: '${endpointPrefix}-${one.name}'
    location: location
    tags: tags
    properties: {
      subnet: { id: '${network.id}/subnets/endpoints' }
      privateLinkServiceConnections: [{ name: one.name, properties: { privateLinkServiceId: one.target, groupIds: [one.group] } }]
    }
  }
]

resource records 'Microsoft.Network/privateEndpoints/privateDnsZoneGroups@2024-05-01' = [
  for (one, i) in endpoints: {
    parent: privateEndpoints[i]
    name: 'default'
    properties: { privateDnsZoneConfigs: [{ name: one.name, properties: { privateDnsZoneId: zones[i].id } }] }
  }
]

@description('Subnet of the apps.')
output appsSubnetId string = '${network.id}/subnets/apps'
