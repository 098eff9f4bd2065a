using Messaging.ServiceBus.Entities;

namespace Messaging.Unit.ServiceBus;

/// <summary>What a queue promises, in the plainest form: rows that are copied when they become durable.</summary>
sealed class QueueModel(QueueDescription description)
{
    public sealed record Row(string Body, long Number, MessageState State, string Session = "")
    {
        public int Count { get; init; }
        public DateTimeOffset? DueAt { get; init; }
        public TimeSpan? TimeToLive { get; init; }
        public DateTimeOffset? ExpiresAt { get; init; }
        public Guid? Token { get; init; }
        public DateTimeOffset Until { get; init; }
    }

    sealed record Saved(List<Row> Rows, List<string> Dead, Dictionary<string, DateTimeOffset> Ids, long Next);

    readonly List<Row> sent = [];
    readonly List<string> dying = [];
    Dictionary<string, DateTimeOffset> ids = [];
    Saved durable = new([], [], [], 1);
    long next = 1;

    public List<Row> Rows { get; private set; } = [];

    public List<string> Dead { get; private set; } = [];

    public IReadOnlyList<Row> Held => [.. Rows.Where(row => row.Token is not null)];

    public Row? NextReady(string session = "") =>
        Rows.Where(row => row is { State: MessageState.Active, Token: null } && row.Session == session).MinBy(row => row.Number);

    public void Send(string body, DateTimeOffset now, string? id = null, TimeSpan? ttl = null, DateTimeOffset? dueAt = null, string session = "")
    {
        if (id is not null && ids.TryGetValue(id, out var seen) && seen + description.DuplicateDetectionHistoryTimeWindow > now)
            return;
        if (id is not null)
            ids[id] = now;
        sent.Add(new Row(body, next++, dueAt is null ? MessageState.Active : MessageState.Scheduled, session)
        {
            DueAt = dueAt,
            TimeToLive = ttl,
            ExpiresAt = (dueAt ?? now) + ttl,
        });
    }

    public void Lock(Row row, Guid token, DateTimeOffset now) => Replace(row, row with { Token = token, Until = now + description.LockDuration });

    public void Settle(Row row, Fate fate, DateTimeOffset now)
    {
        if (fate == Fate.Complete)
            Rows.Remove(row);
        else if (fate == Fate.DeadLetter)
            Kill(row);
        else if (fate == Fate.Abandon)
            Fail(row);
        else
            Replace(row, row with { Token = null, State = fate == Fate.Defer ? MessageState.Deferred : row.State });
        Expire(now);
    }

    void Fail(Row row)
    {
        if (row.Count + 1 >= description.MaxDeliveryCount)
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
        foreach (var due in Rows.Where(row => row.DueAt <= now).OrderBy(row => row.DueAt).ThenBy(row => row.Number).ToList())
            Replace(due, due with { State = MessageState.Active, Number = next++, DueAt = null });
        Expire(now);
    }

    void Expire(DateTimeOffset now)
    {
        foreach (var row in Rows.Where(row => row.ExpiresAt <= now && row is { Token: null, DueAt: null }).ToList())
            Kill(row);
    }

    public void Flush(DateTimeOffset now)
    {
        Rows.AddRange(sent);
        Dead.AddRange(dying);
        sent.Clear();
        dying.Clear();
        Advance(now);
        durable = new Saved([.. Rows.Select(row => row with { Token = null })], [.. Dead], new(ids), next);
    }

    public void Crash(DateTimeOffset now)
    {
        sent.Clear();
        dying.Clear();
        (Rows, Dead, ids, next) = ([.. durable.Rows], [.. durable.Dead], new(durable.Ids), durable.Next);
        Advance(now);
    }

    void Replace(Row old, Row changed) => Rows[Rows.IndexOf(old)] = changed;
}
