using '../main.bicep'

// Two regions, and a second stamp in the first of them for more Service Bus credits.
param environment = 'prod'
param stamps = [
  { name: 's0', location: 'westeurope' }
  { name: 's1', location: 'westeurope' }
  { name: 'us', location: 'eastus2' }
]
param authority = readEnvironmentVariable('AUTHORITY', 'https://login.microsoftonline.com/common/v2.0')
param alertEmail = readEnvironmentVariable('ALERT_EMAIL', '')
param size = {
  instanceMemory: 2048
  alwaysReady: 2
  scale: 4
  serviceBus: 'Standard'
  messagingUnits: 1
  signalR: 'Premium_P1'
  signalRUnits: 10
  storage: 'Standard_GZRS'
  tracesPerSecond: 5
  logRetention: 90
  privateNetwork: false
}
