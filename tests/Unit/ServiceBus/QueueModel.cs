using Messaging.ServiceBus.Entities;

namespace Messaging.Unit.ServiceBus;

/// <summary>What a queue promises, in the plainest form: rows that are copied when they become durable.</summary>
sealed class QueueModel(int maxDeliveryCount, TimeSpan lockDuration)
{
    public sealed record Row(string Body, long Number, MessageState State, int Count, DateTimeOffset? DueAt = null, Guid? Token = null, DateTimeOffset Until = default);

    sealed record Saved(List<Row> Rows, List<string> Dead, long Next);

    readonly List<Row> sent = [];
    readonly List<string> dying = [];
    Saved durable = new([], [], 1);
    long next = 1;

    public List<Row> Rows { get; private set; } = [];

    public List<string> Dead { get; private set; } = [];

    public Row? NextReady => Rows.Where(row => row is { State: MessageState.Active, Token: null }).MinBy(row => row.Number);

    public IReadOnlyList<Row> Held => [.. Rows.Where(row => row.Token is not null)];

    public void Send(string body, DateTimeOffset? dueAt = null) =>
        sent.Add(new Row(body, next++, dueAt is null ? MessageState.Active : MessageState.Scheduled, 0, dueAt));

    public void Lock(Row row, Guid token, DateTimeOffset now) => Replace(row, row with { Token = token, Until = now + lockDuration });

    public void Settle(Row row, Fate fate)
    {
        var free = row with { Token = null };
        switch (fate)
        {
            case Fate.Complete:
                Rows.Remove(row);
                break;
            case Fate.Abandon:
                Fail(row);
                break;
            case Fate.Defer:
                Replace(row, free with { State = MessageState.Deferred });
                break;
            case Fate.DeadLetter:
                Kill(row);
                break;
            default:
                Replace(row, free);
                break;
        }
    }

    void Fail(Row row)
    {
        if (row.Count + 1 >= maxDeliveryCount)
            Kill(row);
        else
            Replace(row, row with { Token = null, Count = row.Count + 1 });
    }

    void Kill(Row row)
    {
        Rows.Remove(row);
        dying.Add(row.Body);
    }

    public void Remove(Row row) => Rows.Remove(row);

    public void Advance(DateTimeOffset now)
    {
        foreach (var ended in Held.Where(row => row.Until <= now))
            Fail(ended);
        foreach (var due in Rows.Where(row => row.State == MessageState.Scheduled && row.DueAt <= now).OrderBy(row => row.DueAt).ThenBy(row => row.Number).ToList())
            Replace(due, due with { State = MessageState.Active, Number = next++, DueAt = null });
    }

    public void Flush(DateTimeOffset now)
    {
        Rows.AddRange(sent);
        Dead.AddRange(dying);
        sent.Clear();
        dying.Clear();
        Advance(now);
        durable = new Saved([.. Rows.Select(row => row with { Token = null })], [.. Dead], next);
    }

    public void Crash(DateTimeOffset now)
    {
        sent.Clear();
        dying.Clear();
        (Rows, Dead, next) = ([.. durable.Rows], [.. durable.Dead], durable.Next);
        Advance(now);
    }

    void Replace(Row old, Row changed) => Rows[Rows.IndexOf(old)] = changed;
}
