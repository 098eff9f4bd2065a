using '../main.bicep'

param environment = 'prod'
param stamps = [{ name: 's0', location: 'westeurope' }]
param authority = readEnvironmentVariable('AUTHORITY', 'https://login.microsoftonline.com/common/v2.0')
param alertEmail = readEnvironmentVariable('ALERT_EMAIL', '')
param size = {
  instanceMemory: 2048
  alwaysReady: 2
  scale: 4
  serviceBus: 'Premium'
  messagingUnits: 1
  signalR: 'Premium_P1'
  signalRUnits: 10
  storage: 'Standard_GZRS'
  tracesPerSecond: 5
  logRetention: 90
  privateNetwork: true
}
