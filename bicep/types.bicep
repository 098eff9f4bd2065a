@export()
@description('One stage of the path: an app, the queues that it listens to, and what it may touch. Nothing else is granted.')
type stageType = {
  @description('Required. Folder, assembly, queue, app and identity have this one name.')
  app: string

  @description('Required. The functions that a cold start would stall the path in; each is kept warm by `alwaysReady` instances.')
  warm: string[]

  @description('Required. Queues that the app sends to. To queues that it listens to it may send anyway: that is how a failed message comes back later.')
  sendsTo: string[]

  @description('Optional. Further queues that it alone listens to.')
  moreQueues: { name: string, queue: queueType }[]?

  @description('Required. Topics that it publishes to.')
  publishes: string[]

  @description('Required. Tables that only this app writes.')
  owns: string[]

  @description('Required. Tables that it reads.')
  reads: string[]

  @description('Required. Whether it calls the data plane of SignalR.')
  callsSignalR: bool

  @description('Required. How its queues behave.')
  queue: queueType

  @description('Optional. Host settings that differ from host.json, as AzureFunctionsJobHost__… app settings.')
  host: object?

  @description('Required. Instances at most. The size of the environment multiplies it, but for a stage with sessions: lanes are few.')
  @minValue(1)
  maximumInstances: int
}

@export()
type queueType = {
  @description('Required. Messages of a session are handled in order, by one receiver at a time.')
  requiresSession: bool

  @description('Required. ISO 8601, at most 5 minutes.')
  lockDuration: string

  @description('Required. Deliveries until a message goes to the dead-letter queue.')
  maxDeliveryCount: int

  @description('Required. ISO 8601. An expired message goes to the dead-letter queue.')
  timeToLive: string
}

@export()
@description('A consumer of topic events: every entry of every conversation, or those that a filter lets through.')
type subscriptionType = {
  @description('Required. Name of the subscription.')
  @minLength(1)
  @maxLength(50)
  name: string

  @description('Optional. SQL over the application properties tenant, kind and conversationId, for instance: tenant = \'contoso\' AND kind = \'message\'.')
  filter: string?

  @description('Optional. Object id of the identity that may receive from it; nobody if absent.')
  receiver: string?
}

@export()
@description('A set of all parts in one region. More stamps are more regions, or more credits in the same region.')
type stampType = {
  @description('Required. Short, for names and for the home of a conversation: the prefix of its id.')
  @minLength(1)
  @maxLength(4)
  name: string

  @description('Required. Azure region.')
  location: string

  @description('Optional. Letters and digits, never used before: to be set, and kept, when the tables were restored from an older state, as after a failover.')
  @maxLength(32)
  epoch: string?
}

@export()
@description('How large the parts of a stamp are.')
type sizeType = {
  @description('Required. Memory of an instance in MB.')
  instanceMemory: 512 | 2048 | 4096

  @description('Required. Instances kept warm per stage.')
  @minValue(0)
  alwaysReady: int

  @description('Required. Factor on the maximum instances of each stage.')
  @minValue(1)
  @maxValue(20)
  scale: int

  @description('Required. Standard has 1,000 credits per second per namespace; Premium is paid by messaging unit.')
  serviceBus: 'Standard' | 'Premium'

  @description('Required. Messaging units, of Premium only.')
  messagingUnits: 1 | 2 | 4 | 8 | 16

  @description('Required. Each unit of SignalR carries 1,000 connections.')
  signalR: 'Standard_S1' | 'Premium_P1'

  @description('Required. Units of SignalR.')
  signalRUnits: 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9 | 10 | 20 | 30 | 40 | 50 | 60 | 70 | 80 | 90 | 100

  @description('Required. Replication of the tables.')
  storage: 'Standard_LRS' | 'Standard_ZRS' | 'Standard_GZRS'

  @description('Required. Traces that an instance of an app records a second; the rest is left out.')
  @minValue(1)
  tracesPerSecond: int

  @description('Required. Days that logs are kept.')
  @minValue(30)
  @maxValue(730)
  logRetention: int

  @description('Required. Puts the apps into a virtual network and reaches storage, Service Bus (Premium) and SignalR by private endpoints.')
  privateNetwork: bool
}
