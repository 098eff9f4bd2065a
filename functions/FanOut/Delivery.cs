using System.Text.Json;
using Azure.Messaging.ServiceBus;
using Messaging.Contracts;
using Messaging.Contracts.Queue;
using Messaging.Plumbing.Queueing;

namespace Messaging.FanOut;

/// <summary>One queue message of the batch, what it says, and whether something of it failed.</summary>
public sealed class Delivery(ServiceBusReceivedMessage message)
{
    public ServiceBusReceivedMessage Message { get; } = message;
    public IReadOnlyList<Append> Appends { get; private set; } = [];
    public IReadOnlyList<Rejection> Rejections { get; private set; } = [];
    public IReadOnlyList<(string Tenant, CursorMove Move)> Moves { get; private set; } = [];

    /// <summary>The first failure; the whole queue message is then tried again later.</summary>
    public Exception? Failure { get; private set; }

    /// <summary>False if the type is unknown. A body that is not what its type requires is a failure.</summary>
    public bool TryRead()
    {
        try
        {
            switch (Envelope.TypeOf(Message))
            {
                case FactTypes.EntriesAppended: Take(Envelope.Open<EntriesAppended>(Message)); return true;
                case FactTypes.CursorsMoved: Take(Envelope.Open<CursorsMoved>(Message)); return true;
                default: return false;
            }
        }
        catch (JsonException bad)
        {
            Fail(bad);
            return true;
        }
    }

    public void Fail(Exception failure) => Failure ??= failure;

    void Take(EntriesAppended fact)
    {
        if (fact.Appends.Any(append => append is null || append.Entries.Contains(null!)) || fact.Rejections.Contains(null!))
            throw new JsonException("An append, an entry or a rejection is null.");
        (Appends, Rejections) = (fact.Appends, fact.Rejections);
    }

    void Take(CursorsMoved fact) =>
        Moves = fact.Moves.Contains(null!) ? throw new JsonException("A move is null.") : [.. fact.Moves.Select(move => (fact.Tenant, move))];
}
