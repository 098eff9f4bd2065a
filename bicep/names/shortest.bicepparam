using '../main.bicep'

// The shortest names that the parameters allow, with signs that Azure does not; only compared and checked, never deployed.
param environment = 'A_'
param stamps = [{ name: 'a', location: 'westeurope' }]
param authority = 'https://login.microsoftonline.com/common/v2.0'
param frontDoor = true
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
