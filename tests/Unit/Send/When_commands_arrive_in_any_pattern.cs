using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Messaging.Contracts.Queue;

namespace Messaging.Unit.Send;

/// <summary>Each arrival: which conversation, how many commands, how long after the one before, and whether its caller gives up.</summary>
public sealed class When_commands_arrive_in_any_pattern
{
    public sealed record Arrival(int Conversation, int Commands, int Gap, bool GivesUp);

    public sealed record Pattern(IReadOnlyList<Arrival> Arrivals, IReadOnlySet<int> Refused, int Budget);

    [Property(MaxTest = 300, Arbitrary = [typeof(When_commands_arrive_in_any_pattern)])]
    public async Task Every_command_is_in_exactly_one_queue_message_or_its_caller_got_an_exception_and_each_lane_keeps_its_order(Pattern pattern)
    {
        var world = new CombinerWorld(pattern.Budget);
        world.Queues.Accepting = async number =>
        {
            await Task.Yield();
            if (pattern.Refused.Contains(number)) throw new TimeoutException();
        };

        var callers = await ArriveAsync(world, pattern.Arrivals);
        await world.AnsweredAsync(callers.Select(caller => caller.Answer));

        var sent = world.Queues.Texts;
        Assert.Equal(sent.Distinct(), sent);
        foreach (var (texts, answer) in callers.Where(caller => caller.Answer.IsCompletedSuccessfully)) Assert.Superset(texts.ToHashSet(), sent.ToHashSet());
        foreach (var lane in world.Queues.Accepted.Zip(world.Queues.Commands).GroupBy(message => message.First.SessionId, message => message.Second))
        {
            var order = lane.SelectMany(commands => commands).Select(command => int.Parse(command.Text!)).ToList();
            Assert.Equal(order.Order(), order);
        }
    }

    public static Arbitrary<Pattern> Patterns()
    {
        var arrival = from conversation in Gen.Choose(0, 5)
                      from commands in Gen.Choose(1, 40)
                      from gap in Gen.Frequency((3, Gen.Constant(0)), (1, Gen.Choose(0, 60)))
                      from givesUp in Gen.Frequency((9, Gen.Constant(false)), (1, Gen.Constant(true)))
                      select new Arrival(conversation, commands, gap, givesUp);
        var pattern = from arrivals in Gen.ListOf(arrival)
                      from refused in Gen.ListOf(Gen.Choose(1, 20))
                      from budget in Gen.Choose(1, 20)
                      select new Pattern([.. arrivals], refused.Take(3).ToHashSet(), budget);
        return pattern.ToArbitrary();
    }

    static async Task<List<(List<string> Texts, Task Answer)>> ArriveAsync(CombinerWorld world, IReadOnlyList<Arrival> arrivals)
    {
        var (callers, number) = (new List<(List<string>, Task)>(), 0);
        foreach (var arrival in arrivals)
        {
            if (arrival.Gap > 0) world.Time.Advance(TimeSpan.FromMilliseconds(arrival.Gap));
            await Task.Yield();
            using var giveUp = new CancellationTokenSource();
            List<Command> commands = [.. Enumerable.Range(0, arrival.Commands).Select(_ => Some.Command($"{number++}", $"c{arrival.Conversation}"))];
            callers.Add((commands.ConvertAll(command => command.Text!), world.Combiner.SendAsync(commands, giveUp.Token)));
            if (arrival.GivesUp) await giveUp.CancelAsync();
        }
        return callers;
    }
}
