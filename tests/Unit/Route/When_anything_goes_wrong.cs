using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Messaging.Contracts.Queue;

namespace Messaging.Unit.Route;

/// <summary>Whatever the commands, duplicates and failures: gapless, once, in order, and every command with a fate.</summary>
public class When_anything_goes_wrong(RouteWorld world) : IClassFixture<RouteWorld>
{
    static int _conversations;

    [Property(MaxTest = 40, Arbitrary = [typeof(Seeds)])]
    public async Task The_log_is_sound_when_transactions_and_answers_get_lost(int seed)
    {
        var random = new RandomCommands(seed, world.Time.GetUtcNow());
        var (conversation, commands) = New(random, 60);
        world.Faults.Before = world.Faults.After = () => random.Random.Next(6) == 0 ? throw TableFaults.ConnectionLost() : Task.CompletedTask;

        foreach (var message in Passing(random.InQueueMessages(commands)))
            await (random.Random.Next(4) == 0 ? world.NewInstance() : _instance ??= world.NewInstance()).RouteAsync(message);

        await SoundAsync(conversation, commands);
    }

    [Property(MaxTest = 40, Arbitrary = [typeof(Seeds)])]
    public async Task The_log_is_sound_when_two_instances_write_it_after_a_lost_session_lock(int seed)
    {
        var random = new RandomCommands(seed, world.Time.GetUtcNow());
        var (conversation, commands) = New(random, 60);
        var messages = random.InQueueMessages(commands);
        world.Faults.Before = async () => { for (var pauses = random.Random.Next(4); pauses > 0; pauses--) await Task.Yield(); };

        await Task.WhenAll(RunAsync(world.NewInstance(), Passing(messages)), RunAsync(world.NewInstance(), messages), RunAsync(world.NewInstance(), messages));

        await SoundAsync(conversation, commands);
    }

    [Property(MaxTest = 40, Arbitrary = [typeof(Seeds)])]
    public async Task The_log_is_sound_when_a_rival_gets_ahead_between_decision_and_commit(int seed)
    {
        var random = new RandomCommands(seed, world.Time.GetUtcNow());
        var (conversation, commands) = New(random, 60);
        var messages = random.InQueueMessages(commands);
        var (owner, rival) = (world.NewInstance(), world.NewInstance());
        foreach (var message in Passing(messages))
        {
            var rivals = 0;
            world.Faults.Before = () => rivals++ == 0 && random.Random.Next(2) == 0
                ? rival.RouteAsync([.. message.Take(random.Random.Next(message.Length + 1))]) : Task.CompletedTask;
            await owner.RouteAsync(message);
        }

        await SoundAsync(conversation, commands);
    }

    [Property(MaxTest = 40, Arbitrary = [typeof(Seeds)])]
    public async Task Who_is_blocked_by_the_other_of_a_pair_says_nothing_meanwhile(int seed)
    {
        var random = new RandomCommands(seed);
        var conversation = $"pair-{Interlocked.Increment(ref _conversations)}";
        var commands = random.OfAPair(conversation, 60);
        world.Faults.Before = world.Faults.After = () => random.Random.Next(6) == 0 ? throw TableFaults.ConnectionLost() : Task.CompletedTask;

        foreach (var message in random.InQueueMessages(commands)) await world.NewInstance().RouteAsync(message);

        await SoundAsync(conversation, commands);
        Assert.Equal(["create", .. Said(commands)], (await world.LogAsync(conversation)).Select(it => it.ClientMessageId));
    }

    static IEnumerable<string> Said(IEnumerable<Command> commands)
    {
        HashSet<string> blocked = [];
        foreach (var command in commands)
            if (command.Kind == CommandKinds.BlockUser) blocked.UnionWith(command.Members!);
            else if (command.Kind == CommandKinds.UnblockUser) blocked.ExceptWith(command.Members!);
            else if (command.Kind == CommandKinds.SendMessage && !blocked.Contains(command.Sender)) yield return command.ClientMessageId;
    }

    RouteWorld.Instance? _instance;

    /// <summary>Any seed, and the same when one fails: a smaller number is no simpler case.</summary>
    static class Seeds
    {
        public static Arbitrary<int> Any() => Gen.Choose(0, int.MaxValue).ToArbitrary();
    }

    /// <summary>A minute goes by with each.</summary>
    IEnumerable<Command[]> Passing(IEnumerable<Command[]> messages)
    {
        foreach (var message in messages)
        {
            world.Time.Ahead += TimeSpan.FromMinutes(1);
            yield return message;
        }
    }

    static async Task RunAsync(RouteWorld.Instance instance, IEnumerable<Command[]> messages)
    {
        foreach (var message in messages) await instance.RouteAsync(message);
    }

    static (string Conversation, IReadOnlyList<Command> Commands) New(RandomCommands random, int count)
    {
        var conversation = $"random-{Interlocked.Increment(ref _conversations)}";
        return (conversation, random.Next(conversation, count));
    }

    Task SoundAsync(string conversation, IReadOnlyList<Command> commands)
    {
        world.Faults.Before = world.Faults.After = () => Task.CompletedTask;
        return LogReplay.HoldsAsync(world, conversation, commands);
    }
}
