using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Messaging.Contracts.Queue;
using Messaging.Sync;

namespace Messaging.Unit.Sync;

public class When_inbox_facts_come_in_any_order
{
    static readonly string[] Users = ["ada", "bob"], Conversations = ["c1", "c2", "c3"];

    [Property(MaxTest = 300)]
    public bool They_fold_to_the_same_change(int seed) => Folded(Facts(seed)) == Folded(Disturbed(Facts(seed), seed));

    [Property(MaxTest = 15)]
    public async Task<bool> They_leave_the_same_cursors_and_hints(int seed)
    {
        var facts = Facts(seed);
        var disturbed = Disturbed(facts, seed);
        var world = new SyncWorld();
        await world.InitializeAsync();
        await using var stop = new Stop(world);
        foreach (var conversation in Conversations) await world.JoinsAsync(conversation, "ada");

        foreach (var batch in disturbed.Chunk(3)) await Task.WhenAll(InboxChange.PerUser(batch).Select(change => world.Inbox.WriteAsync(change, default)));

        foreach (var expected in InboxChange.PerUser(facts))
        {
            var standings = await world.Inbox.StandingsAsync(expected.Tenant, expected.User, default);
            var hints = await world.Inbox.HintsAsync(expected.Tenant, expected.User, null, default);
            if (!standings.ToDictionary(one => one.Key, one => one.Value.Cursor).OrderBy(one => one.Key).SequenceEqual(expected.Cursors.OrderBy(one => one.Key))) return false;
            if (!hints.Select(hint => hint.ConversationId).ToHashSet().SetEquals(expected.Touched)) return false;
            // Ada is a member everywhere, whatever a late removal says.
            if (expected.User == "ada" && hints.Any(hint => hint.Removed)) return false;
        }
        return true;
    }

    static InboxTouched[] Facts(int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, random.Next(1, 12)).Select(_ => new InboxTouched
        {
            Tenant = SyncWorld.Tenant,
            Touches = random.Next(2) == 0 ? [] : [new(Pick(Conversations), [.. Users.Where(_ => random.Next(2) == 0)], random.Next(3) == 0)],
            Cursors = random.Next(2) == 0 ? [] : [Move(random.Next(1, 50))],
        })];

        string Pick(string[] some) => some[random.Next(some.Length)];
        CursorMove Move(long seq) => new(Pick(Conversations), Pick(Users), seq, Ordinal: seq - 1, Delivered: random.Next(60));
    }

    static InboxTouched[] Disturbed(InboxTouched[] facts, int seed)
    {
        var random = new Random(~seed);
        InboxTouched[] some = [.. facts, .. facts.Where(_ => random.Next(2) == 0)];
        random.Shuffle(some);
        return some;
    }

    static string Folded(InboxTouched[] facts) => string.Join('\n', InboxChange.PerUser(facts).OrderBy(change => change.User).Select(change =>
        $"{change.User} {string.Join(',', change.Touched.Order())} {string.Join(',', change.Removed.Order())} {string.Join(',', change.Cursors.OrderBy(one => one.Key))}"));

    sealed class Stop(SyncWorld world) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync() => await world.DisposeAsync();
    }
}
