namespace Messaging.SignalR;

/// <summary>What the service did since it started, in the units that Azure bills and limits.</summary>
public sealed class SignalRCounters
{
    /// <summary>A message is billed once per started 2 KB (SignalR Service pricing).</summary>
    const int BilledBytes = 2048;

    long connections, restCalls, outboundMessages;

    /// <summary>Clients connected now.</summary>
    public long Connections => Interlocked.Read(ref connections);

    /// <summary>Data-plane REST calls received.</summary>
    public long RestCalls => Interlocked.Read(ref restCalls);

    /// <summary>Messages sent to clients, counted per recipient and started 2 KB.</summary>
    public long OutboundMessages => Interlocked.Read(ref outboundMessages);

    internal void Connected() => Interlocked.Increment(ref connections);

    internal void Disconnected() => Interlocked.Decrement(ref connections);

    internal void RestCall() => Interlocked.Increment(ref restCalls);

    internal void Outbound(int bytes) => Interlocked.Add(ref outboundMessages, (bytes + BilledBytes - 1) / BilledBytes);
}
