using Messaging.Contracts;
using Messaging.Contracts.Queue;
using Messaging.Plumbing;
using Messaging.Plumbing.Queueing;
using Messaging.Send.Combining;

namespace Messaging.Send;

/// <summary>Hands commands on to Route, and before them the end of those messages that expire, and blocks to Presence.</summary>
public sealed class Outbox(LaneCombiner lanes, QueueSender queues, Ids ids)
{
    /// <summary>Route may be behind Service Bus by this much and still finds that the time is over.</summary>
    static readonly TimeSpan ClockSkew = TimeSpan.FromSeconds(2);

    /// <summary>Returns when Service Bus has accepted all of them; after an exception it is safe to repeat them.</summary>
    public async Task SendAsync(IReadOnlyList<Command> commands, CancellationToken ct)
    {
        // First, so that no message is accepted that would stay. An end without its message does nothing.
        await Task.WhenAll(commands.Where(command => command.ExpiresAt is not null).GroupBy(command => (command.Tenant, command.ConversationId, command.ExpiresAt!.Value))
            .Select(together => ScheduleAsync([.. together.Select(Expiry)], together.Key.Value + ClockSkew, ct)));
        await Task.WhenAll(commands.Where(command => command.Kind is CommandKinds.BlockUser or CommandKinds.UnblockUser).Select(command => TellPresenceAsync(command, ct)));
        await lanes.SendAsync(commands, ct);
    }

    Task TellPresenceAsync(Command command, CancellationToken ct)
    {
        var change = new BlockChanged(command.Tenant, command.Sender, command.Members![0], command.Kind == CommandKinds.BlockUser, command.AcceptedAt);
        return queues.SendAsync(Queues.Presence, Envelope.Wrap(change, FactTypes.BlockChanged, source: Queues.Send, ids.New()), ct);
    }

    Task ScheduleAsync(Command[] expiries, DateTimeOffset due, CancellationToken ct)
    {
        var message = Envelope.Wrap(new AppendCommands(expiries), FactTypes.AppendCommands, source: Queues.Send, ids.New());
        message.SessionId = Lanes.Of(expiries[0].Tenant, expiries[0].ConversationId);
        return queues.ScheduleAsync(Queues.Route, message, due, ct);
    }

    static Command Expiry(Command command) => new()
    {
        Kind = CommandKinds.ExpireMessage,
        Tenant = command.Tenant,
        ConversationId = command.ConversationId,
        Sender = command.Sender,
        ClientMessageId = Ids.Of(CommandKinds.ExpireMessage, command.ClientMessageId),
        AcceptedAt = command.AcceptedAt,
        TargetId = command.ClientMessageId,
    };
}
