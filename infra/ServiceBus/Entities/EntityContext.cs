using Messaging.ServiceBus.Storage;
using Messaging.ServiceBus.Weather;

namespace Messaging.ServiceBus.Entities;

/// <summary>What every entity needs of its broker. <paramref name="Post"/> runs an action on the broker's loop.</summary>
sealed record EntityContext(IJournal Journal, TimeProvider Time, Action<Action> Post, BrokerCounters Counters, Throttle? Throttle = null);
