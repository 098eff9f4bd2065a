using System.Collections.Immutable;
using Messaging.Contracts;
using Messaging.Contracts.Client;

namespace Messaging.Client;

/// <summary>One conversation's entries in the order of seq, without a gap. Live entries may come early, late, twice or not at all: what is beyond a gap waits;
/// if the gap has not closed by itself after a while, exactly the gap is fetched.</summary>
/// <param name="fetch">A page; its ends are exclusive.</param>
/// <param name="turns">Of the client.</param>
/// <param name="random">Draws the lot.</param>
sealed class Log(Func<PageRange, Task<EntryPage>> fetch, Turns turns, Random random)
{
    const int Page = 50;

    /// <summary>For what is merely late; and as much again by lot, so that not every client asks at once.</summary>
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(0.5);

    readonly SortedDictionary<long, (Entry Entry, string Epoch)> waiting = [];
    IDisposable? timer;
    Task? loading;

    /// <summary>Gets each entry once and in order; after a <see cref="Restarted"/> from the start.</summary>
    public required Action<IReadOnlyList<Entry>> Appended { private get; init; }

    public required Action Restarted { private get; init; }

    public required Action Changed { private get; init; }

    public ImmutableList<Entry> Entries { get; private set; } = [];

    /// <summary>Whether the newest page is there.</summary>
    public bool IsOpen { get; private set; }

    public bool IsClosed { get; private set; }

    /// <summary>Another one means that the log was restored from an older state: nothing that is here counts any more.</summary>
    public string? Epoch { get; private set; }

    /// <summary>Whether there are entries before the first one here.</summary>
    public bool HasOlder { get; private set; }

    public long Last => Entries.IsEmpty ? 0 : Entries[^1].Seq;

    /// <summary>Loads the newest page, then takes what came live in the meantime.</summary>
    public async Task OpenAsync()
    {
        var page = await fetch(new() { Limit = Page });
        if (!IsClosed) Begin(page.Epoch, page.Entries, page.More);
    }

    /// <summary>Live entries.</summary>
    public void Add(IEnumerable<Entry> entries, string epoch)
    {
        if (IsClosed) return;
        if (IsOpen && epoch != Epoch)
        {
            turns.Go(RestartAsync);
            return;
        }
        foreach (var entry in entries) waiting[entry.Seq] = (entry, epoch);
        if (IsOpen) Settle();
    }

    /// <summary>Its part of a catch-up: everything after the last entry here, or the newest and before them a gap.</summary>
    public async Task TakeAsync(MissedEntries missed)
    {
        if (missed.Restart)
        {
            Begin(missed.Epoch, missed.Entries, missed.Gap is not null);
            return;
        }
        Add(missed.Entries, missed.Epoch);
        if (missed.Gap is { } gap) await FetchAsync(gap.To);
    }

    /// <summary>Puts the page before the first entry here; asked for twice at once it comes once.</summary>
    public Task LoadOlderAsync() => loading is { IsCompleted: false } ? loading : loading = PrependAsync();

    public void Close()
    {
        timer?.Dispose();
        waiting.Clear();
        (IsOpen, IsClosed) = (false, true);
    }

    async Task PrependAsync()
    {
        if (!HasOlder || Entries.IsEmpty) return;
        var first = Entries[0].Seq;
        var page = await fetch(new() { Before = first, Limit = Page });
        if (IsClosed || page.Epoch != Epoch || Entries.IsEmpty || Entries[0].Seq != first) return;
        var known = Entries;
        Entries = Entries.InsertRange(0, page.Entries);
        HasOlder = page.More;
        // The page may have been read before the last entries that are here.
        foreach (var entry in known) Apply(entry);
        Changed();
    }

    void Settle()
    {
        foreach (var seq in waiting.Where(one => one.Key <= Last || one.Value.Epoch != Epoch).Select(one => one.Key).ToList()) waiting.Remove(seq);
        var fresh = ImmutableList.CreateBuilder<Entry>();
        for (; waiting.Remove(Last + 1, out var next); fresh.Add(next.Entry))
        {
            Entries = Entries.Add(next.Entry);
            Apply(next.Entry);
        }
        WatchGap();
        if (fresh.Count > 0) Appended(fresh.ToImmutable());
        Changed();
    }

    void Apply(Entry entry)
    {
        if (Changes.TargetOf(entry) is not { } seq || Entries.IsEmpty) return;
        var at = seq - Entries[0].Seq;
        if (at >= 0 && at < Entries.Count) Entries = Entries.SetItem((int)at, Changes.After(Entries[(int)at], entry));
    }

    void Begin(string epoch, IReadOnlyList<Entry> entries, bool hasOlder)
    {
        if (IsOpen || !Entries.IsEmpty) Restarted();
        (Epoch, Entries, HasOlder, IsOpen) = (epoch, [.. entries], hasOlder, true);
        if (entries.Count > 0) Appended(Entries);
        Settle();
    }

    async Task RestartAsync()
    {
        IsOpen = false;
        waiting.Clear();
        for (var failures = 0; !IsOpen && !IsClosed; failures++)
        {
            try
            {
                await OpenAsync();
            }
            catch (Exception fault) when (fault is not OperationCanceledException)
            {
                await turns.DelayAsync(Backoff.Next(random, failures, fault));
            }
        }
    }

    void WatchGap()
    {
        if (waiting.Count > 0)
        {
            timer ??= turns.After(Patience * (1 + random.NextDouble()), FetchGapAsync);
            return;
        }
        timer?.Dispose();
        timer = null;
    }

    async Task FetchGapAsync()
    {
        try
        {
            if (waiting.Count > 0) await FetchAsync(waiting.Keys.First() - 1);
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            // The gap is still there: the timer below asks again.
        }
        timer = null;
        if (IsOpen) Settle();
    }

    async Task FetchAsync(long seq)
    {
        while (IsOpen && Last < seq)
        {
            var page = await fetch(new() { After = Last, Limit = (int)Math.Min(seq - Last, Limits.PageEntries) });
            if (page.Entries.Count == 0) return;
            Add(page.Entries, page.Epoch);
        }
    }
}
