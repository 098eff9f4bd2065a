using System.Text.Json;
using Azure.Messaging.ServiceBus;
using Messaging.Contracts;
using Messaging.Contracts.Queue;
using Microsoft.Azure.Functions.Worker;

namespace Messaging.Unit.Route;

/// <summary>One lane of queue <c>route</c>. As with a session that is closed, a death raises no delivery count.</summary>
sealed class Lane(RouteProcess process, string id = "7")
{
    readonly Session _session = new();
    readonly Settlement _settlement = new();
    long _sequenceNumber;

    public int Failures { get; private set; }

    public int Releases => _session.Releases;

    public IReadOnlyList<(string? Reason, string? Description)> DeadLetters => _settlement.DeadLetters;

    public Task DeliverAsync(params Command[] commands) =>
        DeliverAsync(new BinaryData(JsonSerializer.SerializeToUtf8Bytes(new AppendCommands(commands), ContractsJson.Wire.AppendCommands)));

    /// <summary>Delivers the message until it is settled.</summary>
    public async Task DeliverAsync(BinaryData body)
    {
        var message = ServiceBusModelFactory.ServiceBusReceivedMessage(body, sessionId: id, sequenceNumber: ++_sequenceNumber);
        while (!await TryAsync(message)) Assert.InRange(process.Deaths + Failures, 0, 100);
    }

    async Task<bool> TryAsync(ServiceBusReceivedMessage message)
    {
        var died = process.Died;
        var run = process.Instance.Function.RunAsync(message, _settlement, _session, default);
        if (await Task.WhenAny(run, died) != run)
        {
            process.RestartAfter(died);
            return false;
        }
        if (!run.IsCompletedSuccessfully) Failures++;
        return run.IsCompletedSuccessfully;
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
