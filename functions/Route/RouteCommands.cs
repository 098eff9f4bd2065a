using System.Text.Json;
using Azure.Messaging.ServiceBus;
using Messaging.Contracts;
using Messaging.Contracts.Queue;
using Messaging.Plumbing;
using Messaging.Plumbing.Queueing;
using Messaging.Route.Lane;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Messaging.Route;

/// <summary>Queue <c>route</c>, one lane a session: what returns normally is completed, what throws comes back at once, before anything after it.</summary>
public sealed partial class RouteCommands
{
    /// <summary>Service Bus takes 4,096 characters of description.</summary>
    const int DescriptionCharacters = 4000;

    /// <summary>A hundred deliveries could otherwise be used up within a second of trouble.</summary>
    static readonly TimeSpan ShortestFailure = TimeSpan.FromSeconds(1);

    readonly LaneAttempts _attempts;
    readonly LaneHolds _holds;
    readonly TimeProvider _time;
    readonly TimeSpan _patience;
    readonly ILogger<RouteCommands> _log;

    public RouteCommands(
        LaneAttempts attempts, LaneHolds holds, TimeProvider time, IOptions<RouteOptions> options, ILogger<RouteCommands> log)
    {
        (_attempts, _holds, _time, _log) = (attempts, holds, time, log);
        _patience = TimeSpan.FromSeconds(options.Value.PatienceSeconds);
    }

    [Function(nameof(RouteCommands))]
    public async Task RunAsync(
        [ServiceBusTrigger(Queues.Route, Connection = AppDefaults.ServiceBus, IsSessionsEnabled = true)] ServiceBusReceivedMessage message,
        ServiceBusMessageActions settlement, ServiceBusSessionMessageActions session, CancellationToken ct)
    {
        if (Commands(message) is not { } commands)
        {
            Unreadable(message.SequenceNumber);
            await settlement.DeadLetterMessageAsync(message, deadLetterReason: "unreadable", cancellationToken: ct);
            return;
        }
        var poison = await RouteAsync(message, commands, session, ct);
        if (poison.Count > 0) await DeadLetterAsync(message, poison, settlement, ct);
        if (_holds.IsOver(message.SessionId)) await ReleaseAsync(message.SessionId, session, ct);
    }

    async Task<IReadOnlyList<Command>> RouteAsync(
        ServiceBusReceivedMessage message, IReadOnlyList<Command> commands, ServiceBusSessionMessageActions session, CancellationToken ct)
    {
        var started = _time.GetTimestamp();
        using var patience = new CancellationTokenSource(_patience, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(ct, patience.Token);
        try
        {
            return _holds.IsNew(message.SessionId)
                ? await _attempts.RouteAsync(message.SequenceNumber, commands, session, either.Token)
                : await _attempts.RouteUncountedAsync(commands, either.Token);
        }
        catch (Exception failure)
        {
            _holds.Forget(message.SessionId);
            ComesBack(failure, message.SequenceNumber, message.DeliveryCount);
            if (ShortestFailure - _time.GetElapsedTime(started) is { Ticks: > 0 } rest) await Task.Delay(rest, _time, ct);
            throw;
        }
    }

    /// <summary>Everything in the message has its fate by now. The dead-letter queue keeps the original for an operator.</summary>
    Task DeadLetterAsync(ServiceBusReceivedMessage message, IReadOnlyList<Command> poison, ServiceBusMessageActions settlement, CancellationToken ct)
    {
        var ids = string.Join(", ", poison.Select(it => it.ClientMessageId));
        return settlement.DeadLetterMessageAsync(message, deadLetterReason: "poison-command",
            deadLetterErrorDescription: ids[..Math.Min(ids.Length, DescriptionCharacters)], cancellationToken: ct);
    }

    /// <summary>The host lets go of the session after this message is completed. If it does not, the lane is held a little longer.</summary>
    async Task ReleaseAsync(string lane, ServiceBusSessionMessageActions session, CancellationToken ct)
    {
        try
        {
            await session.ReleaseSession(ct);
            Released(lane);
        }
        catch (Exception failure)
        {
            NotReleased(failure, lane);
        }
    }

    static IReadOnlyList<Command>? Commands(ServiceBusReceivedMessage message)
    {
        try
        {
            return Envelope.Open<AppendCommands>(message).Commands is { } commands && commands.All(IsComplete) ? commands : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>Without these a command has no fate; Send always sets them.</summary>
    static bool IsComplete(Command? command) =>
        command is { Kind: not null, Tenant: not null, ConversationId: not null, Sender: not null, ClientMessageId: not null };
}
