using Azure.Messaging.ServiceBus;
using Messaging.Contracts;
using Messaging.Contracts.Queue;
using Messaging.Plumbing;
using Messaging.Plumbing.Queueing;

namespace Messaging.Send.Later;

public enum Cancellation { Cancelled, TooLate, NothingThere }

/// <summary>Sends that leave later. The row says what is sent and whether; the scheduled queue message only says that it is time.</summary>
public sealed class Schedule(ScheduledTable table, Outbox outbox, QueueSender queues, Ids ids, TimeProvider time)
{
    /// <summary>True when it will leave, false if the sender has as many waiting as are allowed; after an exception it is safe to repeat it with the same
    /// client message ids.</summary>
    public async Task<bool> TryAddAsync(IReadOnlyList<Command> commands, DateTimeOffset sendAt, CancellationToken ct)
    {
        if (await table.AddAsync(new(commands, sendAt), ct) is not { } row) return false;
        if (row.Number is not null) return true;
        try
        {
            var due = new SendScheduled(row.First.Tenant, row.First.Sender, row.First.ConversationId, row.First.ClientMessageId);
            var number = await queues.ScheduleAsync(Queues.Send, Envelope.Wrap(due, FactTypes.SendScheduled, source: Queues.Send, ids.New()), row.SendAt, ct);
            // If the row has moved on meanwhile, it is leaving already, or a retry beside this one has brought it here.
            await table.TryChangeAsync(row with { Number = number }, ct);
            return true;
        }
        catch
        {
            // Nobody was told that it is scheduled, so it should not be listed.
            await table.TryRemoveAsync(row, CancellationToken.None);
            throw;
        }
    }

    /// <summary>Nothing is there to be sent when it was cancelled, or has been sent before. Whatever happens once it is leaving, a
    /// repetition sends the same again, which takes effect once.</summary>
    public async Task SendAsync(SendScheduled due, CancellationToken ct)
    {
        while (await FindAsync(due.Tenant, due.Sender, due.ConversationId, due.ClientMessageId, ct) is { } row)
        {
            if (!row.IsLeaving && !await table.TryChangeAsync(row with { IsLeaving = true }, ct)) continue;
            var now = time.GetUtcNow();
            await outbox.SendAsync([.. row.Commands.Select(command => command with { AcceptedAt = now })], ct);
            await table.RemoveAsync(row, ct);
            return;
        }
    }

    public async Task<Cancellation> CancelAsync(string tenant, string user, string conversation, string clientMessageId, CancellationToken ct)
    {
        while (await FindAsync(tenant, user, conversation, clientMessageId, ct) is { } row)
        {
            if (row.IsLeaving) return Cancellation.TooLate;
            if (!await table.TryRemoveAsync(row, ct)) continue;
            await ForgetAsync(row, ct);
            return Cancellation.Cancelled;
        }
        return Cancellation.NothingThere;
    }

    /// <summary>Without its row the queue message does nothing, so it does not matter if it stays.</summary>
    async Task ForgetAsync(ScheduledRow row, CancellationToken ct)
    {
        try
        {
            if (row.Number is { } number) await queues.CancelAsync(Queues.Send, number, ct);
        }
        catch (ServiceBusException) { }
    }

    Task<ScheduledRow?> FindAsync(string tenant, string user, string conversation, string clientMessageId, CancellationToken ct) =>
        table.FindAsync(tenant, user, ScheduledRow.KeyOf(conversation, clientMessageId), ct);
}
