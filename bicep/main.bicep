// The platform: one stamp or several, each with the five apps of the path.
// The path is this table. Queues, identities, apps and grants are loops over it, so least privilege follows from it.
import { stageType, stampType, sizeType, subscriptionType } from 'types.bicep'

var patientQueue = { requiresSession: false, lockDuration: 'PT5M', maxDeliveryCount: 10, timeToLive: 'P14D' }

var flow stageType[] = [
  {
    app: 'send' // HTTP, and other services by queue ─▶ route; blocks ─▶ presence; who is erased ─▶ presence, sync
    warm: ['http']
    sendsTo: ['route', 'presence', 'sync']
    publishes: []
    owns: ['Scheduled']
    reads: ['Conversations']
    callsSignalR: false
    queue: patientQueue
    maximumInstances: 10
  }
  {
    app: 'route' // appends to the log ─▶ fanout
    warm: ['function:RouteCommands']
    sendsTo: ['fanout']
    publishes: []
    owns: ['Conversations']
    reads: []
    callsSignalR: true // keeps a conversation's live group in step with its members
    queue: { requiresSession: true, lockDuration: 'PT1M', maxDeliveryCount: 100, timeToLive: 'P14D' }
    // More slots per instance than the 16 lanes: a lane that waits for a slot waits for the idle time-out of another.
    host: {
      extensions__serviceBus__maxConcurrentCalls: '32'
      extensions__serviceBus__maxConcurrentSessions: '32'
    }
    maximumInstances: 2 // lanes are few and held; more instances would only pass them around
  }
  {
    app: 'fanout' // live delivery ─▶ SignalR, hints ─▶ sync, other services ─▶ topic events, members who are away ─▶ notify
    warm: ['function:DeliverFacts']
    sendsTo: ['sync']
    moreQueues: [{ name: 'notify', queue: patientQueue }]
    publishes: ['events']
    owns: []
    reads: ['Conversations']
    callsSignalR: true
    queue: patientQueue
    maximumInstances: 10
  }
  {
    app: 'presence' // negotiate, upstream of SignalR, who is online
    warm: ['http']
    sendsTo: []
    publishes: []
    owns: ['Presence']
    reads: ['Conversations']
    callsSignalR: true
    queue: patientQueue
    maximumInstances: 10
  }
  {
    app: 'sync' // history, lists, catch-up; receipts ─▶ fanout
    warm: ['http']
    sendsTo: ['fanout']
    publishes: []
    owns: ['Inbox']
    reads: ['Conversations']
    callsSignalR: true
    queue: patientQueue
    maximumInstances: 10
  }
]

@description('Required. Name of the environment, part of every name.')
@minLength(2)
@maxLength(8)
param environment string

@description('Required. The stamps, the first of which is the home of new conversations of its region.')
@minLength(1)
@maxLength(8)
param stamps stampType[]

@description('Required. How large each stamp is.')
param size sizeType

@description('Required. OIDC issuer of the end users, for instance https://login.microsoftonline.com/<tenant>/v2.0.')
param authority string

@description('Optional. Audience that end users\' tokens are for.')
param audience string = 'messaging'

@description('Optional. Who else hears of every entry. FanOut publishes to topic events only if this is not empty: it costs a credit a message even if nobody listens.')
param subscriptions subscriptionType[] = []

@description('Optional. Who is mailed when an alert fires; nobody if empty.')
param alertEmail string = ''

@description('Optional. One address for clients in front of all stamps.')
param frontDoor bool = length(stamps) > 1

@description('Optional. Tags of every resource.')
param tags object = {}

module stamp 'modules/stamp.bicep' = [
  for one in stamps: {
    name: 'stamp-${one.name}'
    params: {
      flow: flow
      environment: environment
      stamp: one
      peers: filter(map(stamps, other => other.name), name => name != one.name)
      size: size
      authority: authority
      audience: audience
      subscriptions: subscriptions
      alertEmail: alertEmail
      tags: tags
    }
  }
]

// Presence of each stamp reads what the others know of a user, and tells them what happens to users whom they watch.
module peers 'modules/peerGrants.bicep' = [
  for (one, i) in stamps: if (length(stamps) > 1 && !size.privateNetwork) {
    name: 'peers-${one.name}'
    params: {
      serviceBusName: stamp[i].outputs.serviceBusName
      storageName: stamp[i].outputs.storageName
      stampName: one.name
      principals: [for (other, j) in stamps: { name: other.name, principalId: stamp[j].outputs.presencePrincipalId }]
    }
  }
]

module door 'modules/frontDoor.bicep' = if (frontDoor) {
  name: 'front-door'
  params: {
    environment: environment
    origins: [for (one, i) in stamps: { stamp: one.name, apps: stamp[i].outputs.hosts }]
    tags: tags
  }
}

@description('Where clients go: the front door, or each app\'s own address.')
output address string = frontDoor ? door!.outputs.address : ''

@description('Per stamp: the names that the app pipelines deploy to.')
output apps array = [for (one, i) in stamps: { stamp: one.name, location: one.location, apps: stamp[i].outputs.appNames }]
