using Messaging.Plumbing.Delivery;
using Messaging.Plumbing.Storage;

namespace Messaging.Presence;

/// <summary>A device's connection at SignalR, and whose it is.</summary>
public sealed record Connection(string Id, string Tenant, string User)
{
    public string Partition => Keys.Partition(Tenant, User);

    public string SignalRUser => Names.User(Tenant, User);
}
