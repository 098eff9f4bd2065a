using Messaging.Route;
using Microsoft.Extensions.Options;

namespace Messaging.Unit.Route;

/// <summary>The process that serves the lanes, and after its death the next one.</summary>
sealed class RouteProcess(RouteWorld world)
{
    readonly Lock _gate = new();
    DeadlyDrill _drill = null!;

    public RouteWorld.Instance Instance { get; private set; } = null!;

    public int Deaths { get; private set; }

    public Task Died => _drill.Died.Task;

    public RouteProcess Start()
    {
        _drill = new(Options.Create(world.Options));
        Instance = world.NewInstance(_drill);
        return this;
    }

    public void RestartAfter(Task death)
    {
        lock (_gate)
        {
            if (Died != death) return;
            Deaths++;
            Start();
        }
    }

    /// <summary>A process that is dead does nothing any more: here, it never gets any further.</summary>
    sealed class DeadlyDrill(IOptions<RouteOptions> options) : Drill(options)
    {
        public TaskCompletionSource Died { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        protected override async Task DieAsync()
        {
            // Time enough for others to begin beside it.
            await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System);
            Died.TrySetResult();
            await new TaskCompletionSource().Task;
        }
    }
}
