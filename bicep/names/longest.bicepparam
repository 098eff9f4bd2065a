using '../main.bicep'

// The longest names that the parameters allow, with capitals, which Azure does not; only compared and checked, never deployed.
param environment = 'Messagin'
param stamps = [{ name: 'Long', location: 'westeurope' }]
param authority = 'https://login.microsoftonline.com/common/v2.0'
param alertEmail = 'operators@example.com'
param frontDoor = true
param subscriptions = [
  {
    name: 'a-consumer-whose-name-is-as-long-as-they-may-be-50'
    filter: 'tenant = \'contoso\' AND kind = \'message\''
    receiver: '11111111-1111-1111-1111-111111111111'
  }
  { name: 'audit' }
]
param size = {
  instanceMemory: 4096
  alwaysReady: 2
  scale: 20
  serviceBus: 'Premium'
  messagingUnits: 16
  signalR: 'Premium_P1'
  signalRUnits: 100
  storage: 'Standard_GZRS'
  tracesPerSecond: 5
  logRetention: 730
  privateNetwork: true
}
