using Messaging.Client;
using Messaging.Contracts.Client;

namespace Messaging.Unit.Client;

/// <summary>One log, and a server that has so many entries of it.</summary>
sealed class LogWorld
{
    public LogWorld(int entries)
    {
        Server = [.. Some.Messages(1, entries)];
        Log = new(FetchAsync, Hand.Turns, Hand.Random)
        {
            Appended = fresh => Told.AddRange(fresh.Select(entry => $"{entry.Seq}")),
            Restarted = () => Told.Add("restart"),
            Changed = () => { },
        };
    }

    public Hand Hand { get; } = new();
    public Log Log { get; }
    public List<Entry> Server { get; set; }
    public string Epoch { get; set; } = "e";
    public List<PageRange> Asked { get; } = [];
    public List<string> Told { get; } = [];

    /// <summary>What the next request meets before it is answered.</summary>
    public Func<Task>? Meanwhile { get; set; }

    public IEnumerable<long> Seqs => Log.Entries.Select(entry => entry.Seq);

    public LogWorld Open()
    {
        Hand.End(Hand.Begin(Log.OpenAsync));
        return this;
    }

    public void Add(params Entry[] entries) => Hand.Do(() => Log.Add(entries, Epoch));

    public void Take(MissedEntries missed) => Hand.End(Hand.Begin(() => Log.TakeAsync(missed)));

    async Task<EntryPage> FetchAsync(PageRange range)
    {
        Asked.Add(range);
        var after = range.After ?? 0;
        var all = Server.Where(entry => entry.Seq > after && entry.Seq < (range.Before ?? long.MaxValue)).ToList();
        IReadOnlyList<Entry> page = range.After is null ? [.. all.TakeLast(range.Limit!.Value)] : [.. all.Take(range.Limit!.Value)];
        var answer = Some.Page(page, page.Count < all.Count, Epoch);
        if (Meanwhile is { } meanwhile)
        {
            Meanwhile = null;
            await meanwhile();
        }
        return answer;
    }
}
