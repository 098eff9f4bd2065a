// For azd: one stamp of the dev size, in the region that azd asks for.
using 'main.bicep'

param environment = take(readEnvironmentVariable('AZURE_ENV_NAME', 'dev'), 8)
param stamps = [{ name: 's0', location: readEnvironmentVariable('AZURE_LOCATION', 'westeurope') }]
param authority = readEnvironmentVariable('AUTHORITY', 'https://login.microsoftonline.com/common/v2.0')
param size = {
  instanceMemory: 512
  alwaysReady: 0
  scale: 1
  serviceBus: 'Standard'
  messagingUnits: 1
  signalR: 'Standard_S1'
  signalRUnits: 1
  storage: 'Standard_LRS'
  tracesPerSecond: 5
  logRetention: 30
  privateNetwork: false
}
