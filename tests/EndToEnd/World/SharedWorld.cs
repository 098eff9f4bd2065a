[assembly: CollectionBehavior(DisableTestParallelization = true)]

namespace Messaging.EndToEnd.World;

/// <summary>One world for all tests that leave it as they found it: each has conversations of its own.</summary>
public sealed class SharedWorld : IAsyncLifetime
{
    /// <summary>A message with this text kills the worker of Route that takes it, every time.</summary>
    public const string DeadlyText = "This message kills its worker.";

    internal RunningWorld World { get; } = new(environment: new() { ["Route__Drill__KillOnText"] = DeadlyText });

    public Task InitializeAsync() => World.StartAsync();

    public Task DisposeAsync() => World.DisposeAsync().AsTask();
}

[CollectionDefinition(Name)]
public sealed class OneWorld : ICollectionFixture<SharedWorld>
{
    public const string Name = "One world";
}
