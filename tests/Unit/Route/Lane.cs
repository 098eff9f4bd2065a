using System.Text.Json;
using Azure.Messaging.ServiceBus;
using Messaging.Contracts;
using Messaging.Contracts.Queue;
using Messaging.Route;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Options;

namespace Messaging.Unit.Route;

/// <summary>One lane of queue <c>route</c> and the processes that serve it, each after the last one's death.
/// As with a session that is closed, a death raises no delivery count.</summary>
sealed class Lane(RouteWorld world)
{
    readonly Session _session = new();
    readonly Settlement _settlement = new();
    (RouteWorld.Instance Instance, DeadlyDrill Drill) _process = Start(world);
    long _sequenceNumber;

    public int Deaths { get; private set; }

    public int Failures { get; private set; }

    public int Releases => _session.Releases;

    public IReadOnlyList<(string? Reason, string? Description)> DeadLetters => _settlement.DeadLetters;

    public Task DeliverAsync(params Command[] commands) =>
        DeliverAsync(new BinaryData(JsonSerializer.SerializeToUtf8Bytes(new AppendCommands(commands), ContractsJson.Wire.AppendCommands)));

    /// <summary>Delivers the message until it is settled.</summary>
    public async Task DeliverAsync(BinaryData body)
    {
        var message = ServiceBusModelFactory.ServiceBusReceivedMessage(body, sessionId: "7", sequenceNumber: ++_sequenceNumber);
        while (!await TryAsync(message)) Assert.InRange(Deaths + Failures, 0, 100);
    }

    public void Restart() => _process = Start(world);

    async Task<bool> TryAsync(ServiceBusReceivedMessage message)
    {
        var run = _process.Instance.Function.RunAsync(message, _settlement, _session, default);
        if (await Task.WhenAny(run, _process.Drill.Died.Task) != run)
        {
            Deaths++;
            Restart();
            return false;
        }
        if (run.IsFaulted || run.IsCanceled) Failures++;
        return run.IsCompletedSuccessfully;
    }

    static (RouteWorld.Instance, DeadlyDrill) Start(RouteWorld world)
    {
        var drill = new DeadlyDrill(Options.Create(world.Options));
        return (world.NewInstance(drill), drill);
    }

    /// <summary>A process that is dead does nothing any more: here, it never gets any further.</summary>
    sealed class DeadlyDrill(IOptions<RouteOptions> options) : Drill(options)
    {
        public TaskCompletionSource Died { get; } = new();

        protected override Task DieAsync()
        {
            Died.TrySetResult();
            return new TaskCompletionSource().Task;
        }
    }

    sealed class Session : ServiceBusSessionMessageActions
    {
        BinaryData _state = BinaryData.Empty;

        public int Releases { get; private set; }

        public override Task<BinaryData> GetSessionStateAsync(CancellationToken ct = default) => Task.FromResult(_state);

        public override Task SetSessionStateAsync(BinaryData state, CancellationToken ct = default)
        {
            _state = state;
            return Task.CompletedTask;
        }

        public override Task ReleaseSession(CancellationToken ct = default)
        {
            Releases++;
            return Task.CompletedTask;
        }
    }

    sealed class Settlement : ServiceBusMessageActions
    {
        public List<(string? Reason, string? Description)> DeadLetters { get; } = [];

        public override Task DeadLetterMessageAsync(ServiceBusReceivedMessage message, Dictionary<string, object>? properties = null,
            string? reason = null, string? description = null, CancellationToken ct = default)
        {
            DeadLetters.Add((reason, description));
            return Task.CompletedTask;
        }
    }
}
