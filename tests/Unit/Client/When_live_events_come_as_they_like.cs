using FsCheck.Xunit;
using Messaging.Contracts.Client;

namespace Messaging.Unit.Client;

/// <summary>Whatever is lost, doubled or out of order, and whatever pages and catch-ups come in between.</summary>
public sealed class When_live_events_come_as_they_like
{
    const int Steps = 60;

    [Property(MaxTest = 300)]
    public void What_is_shown_is_the_log_in_order_without_a_gap(int seed)
    {
        var random = new Random(seed);
        var world = new LogWorld(random.Next(1, 80));
        var wire = new List<Entry>();
        if (random.Next(2) == 0) Deliver(world, wire, random);
        world.Open();
        for (var step = 0; step < Steps; step++)
        {
            Step(world, wire, random);
            ExpectPartOfTheLog(world);
        }

        CatchUp(world, int.MaxValue);
        world.Hand.Move(60);

        Assert.Equal(world.Server[^1].Seq, world.Log.Last);
        ExpectPartOfTheLog(world);
        Assert.Equal(world.Told.Distinct(), world.Told);
        Assert.Equal(0, world.Hand.Time.Waiting);
        Assert.Empty(world.Hand.Faults);
    }

    static void Step(LogWorld world, List<Entry> wire, Random random)
    {
        switch (random.Next(10))
        {
            case < 4:
                Say(world, wire, random);
                break;
            case < 7:
                Deliver(world, wire, random);
                break;
            case 7:
                world.Hand.Move(random.NextDouble() * 3);
                break;
            case 8:
                world.Meanwhile = () =>
                {
                    Say(world, wire, random);
                    return DeliverAsync(world, wire, random);
                };
                world.Hand.End(world.Hand.Begin(world.Log.LoadOlderAsync));
                break;
            default:
                CatchUp(world, random.Next(1, 20));
                break;
        }
    }

    /// <summary>A few more entries, some of them about others; one in four never goes live.</summary>
    static void Say(LogWorld world, List<Entry> wire, Random random)
    {
        for (var count = random.Next(1, 6); count > 0; count--)
        {
            var seq = world.Server[^1].Seq + 1;
            var target = world.Server[random.Next(world.Server.Count)];
            var said = random.Next(4) == 0 && target.Kind == EntryKinds.Message ? Some.Edit(seq, target.Seq, $"edit {seq}") : Some.Message(seq);
            world.Server.Add(said);
            // Pages show the present.
            if (said.Target is not null) world.Server[(int)target.Seq - 1] = target with { Text = said.Text, EditedAt = said.Time, ChangedBy = seq };
            if (random.Next(4) > 0) wire.Add(said);
        }
    }

    /// <summary>Some of what is on the wire, in any order, some of it not for the last time.</summary>
    static void Deliver(LogWorld world, List<Entry> wire, Random random) => world.Hand.End(world.Hand.Begin(() => DeliverAsync(world, wire, random)));

    static Task DeliverAsync(LogWorld world, List<Entry> wire, Random random)
    {
        var batch = wire.Where(_ => random.Next(2) == 0).OrderBy(_ => random.Next()).ToArray();
        wire.RemoveAll(entry => batch.Contains(entry) && random.Next(3) > 0);
        world.Log.Add(batch, "e");
        return Task.CompletedTask;
    }

    static void CatchUp(LogWorld world, int most)
    {
        var missed = world.Server.Where(entry => entry.Seq > world.Log.Last).ToList();
        var newest = missed.TakeLast(most).ToList();
        var gap = newest.Count < missed.Count ? new Gap(missed[0].Seq, newest[0].Seq - 1) : null;
        world.Take(new() { ConversationId = "c", Epoch = "e", Entries = newest, Gap = gap });
    }

    static void ExpectPartOfTheLog(LogWorld world)
    {
        var first = world.Log.Entries[0].Seq;
        Assert.Equal(Enumerable.Range(0, world.Log.Entries.Count).Select(at => first + at), world.Seqs);
        // Up to its last entry it shows what the server would have shown then.
        foreach (var shown in world.Log.Entries)
            if (!(world.Server[(int)shown.Seq - 1].ChangedBy > world.Log.Last)) Assert.Equal(world.Server[(int)shown.Seq - 1], shown);
    }
}
