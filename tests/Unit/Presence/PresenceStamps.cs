using Microsoft.Extensions.Time.Testing;

namespace Messaging.Unit.Presence;

/// <summary>Stamps that are each other's peers, by one clock.</summary>
public sealed class PresenceStamps(int count = 2) : IAsyncLifetime
{
    readonly Dictionary<(PresenceWorld From, PresenceWorld To), PeerLink> _links = [];

    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));

    public IReadOnlyList<PresenceWorld> All { get; private set; } = [];

    public PresenceWorld this[int stamp] => All[stamp];

    public IReadOnlyCollection<PeerLink> Links => _links.Values;

    public PeerLink Link(int from, int to) => _links[(All[from], All[to])];

    public async Task InitializeAsync()
    {
        All = [.. Enumerable.Range(0, count).Select(stamp => new PresenceWorld(Time, $"s{stamp}"))];
        foreach (var world in All) await world.InitializeAsync();
        foreach (var from in All)
            foreach (var to in All.Where(other => other != from)) from.IsPeerOf(to, _links[(from, to)] = new(Time));
    }

    public async Task DisposeAsync()
    {
        foreach (var world in All) await world.DisposeAsync();
        foreach (var link in Links) link.Dispose();
    }

    /// <summary>Nobody reaches the stamp any more, or everybody again.</summary>
    public void Lose(int stamp, bool lost = true)
    {
        foreach (var ((from, to), link) in _links) if (to == All[stamp]) link.IsCut = lost;
    }

    /// <summary>Time passes, second by second, and the queues are run until nothing is due.</summary>
    public async Task AdvanceAsync(TimeSpan by)
    {
        for (var left = by; left >= TimeSpan.Zero; left -= TimeSpan.FromSeconds(1))
        {
            Time.Advance(left < TimeSpan.FromSeconds(1) ? left : TimeSpan.FromSeconds(1));
            await SettleAsync();
        }
    }

    public async Task SettleAsync()
    {
        for (var rounds = 0; await AnyDueAsync(); rounds++) Assert.True(rounds < 20, "Facts go round and round.");
    }

    /// <summary>What each stamp's timer does every minute.</summary>
    public async Task VerifyAsync()
    {
        foreach (var world in All) await world.VerifyAsync();
        await SettleAsync();
    }

    /// <summary>Minutes, each with its round of the timer.</summary>
    public async Task PassAsync(int minutes)
    {
        for (var minute = 0; minute < minutes; minute++)
        {
            await AdvanceAsync(TimeSpan.FromMinutes(1));
            await VerifyAsync();
        }
    }

    async Task<bool> AnyDueAsync()
    {
        var any = false;
        foreach (var world in All) any |= await world.RunDueAsync();
        return any;
    }
}
