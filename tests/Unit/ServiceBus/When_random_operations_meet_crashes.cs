using FsCheck.Xunit;

namespace Messaging.Unit.ServiceBus;

/// <summary>
/// A queue and its journal on a real database, against a model: some 20,000 operations, among every dozen a crash that leaves
/// nothing but what was flushed, or a restart.
/// </summary>
public sealed class When_random_operations_meet_crashes
{
    [Property(MaxTest = 200, StartSize = 100, EndSize = 100)]
    public void Nothing_acknowledged_is_lost_doubled_or_out_of_order((byte Operation, byte Argument)[] choices)
    {
        using var world = new RandomQueue();
        foreach (var (operation, argument) in choices)
            world.Do(operation, argument);
        world.Restart();
        world.Compare();
    }

    [Property(MaxTest = 200, StartSize = 100, EndSize = 100)]
    public void Nor_is_anything_of_a_session((byte Operation, byte Argument)[] choices)
    {
        using var world = new RandomSessions();
        foreach (var (operation, argument) in choices)
            world.Do(operation, argument);
        world.Restart();
        world.Compare();
    }
}
