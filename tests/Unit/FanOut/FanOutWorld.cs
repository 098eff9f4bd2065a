using System.Collections.Concurrent;
using System.Text.Json;
using Azure.Data.Tables;
using Azure.Messaging.ServiceBus;
using Messaging.Contracts;
using Messaging.Contracts.Client;
using Messaging.Contracts.Queue;
using Messaging.FanOut;
using Messaging.FanOut.Push;
using Messaging.Plumbing;
using Messaging.Plumbing.Delivery;
using Messaging.Plumbing.Queueing;
using Messaging.Plumbing.Storage;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Moq;

namespace Messaging.Unit.FanOut;

/// <summary>App FanOut between a table of members that the test fills, and a SignalR and a Service Bus that the test reads and breaks.</summary>
sealed class FanOutWorld
{
    readonly Mock<ConversationReader> _table = new(Mock.Of<TableServiceClient>(), Options.Create(new TablesOptions()));
    readonly Mock<SignalRRest> _signalR = new(null!, null!);
    readonly Mock<QueueSender> _queues = new(null!, new Ids());
    readonly ConcurrentQueue<(string Group, string Target, object Event)> _live = new();
    readonly ConcurrentQueue<(string Queue, ServiceBusMessage Message)> _sent = new();
    readonly DeliverFacts _function;

    public FanOutWorld()
    {
        _queues.Setup(queues => queues.SendAsync(It.IsAny<string>(), It.IsAny<ServiceBusMessage>(), It.IsAny<CancellationToken>()))
            .Returns(async (string queue, ServiceBusMessage message, CancellationToken _) =>
            {
                await Task.Yield();
                if (FailingQueues.Contains(queue)) throw new TimeoutException();
                _sent.Enqueue((queue, message));
            });
        _queues.Setup(queues => queues.SendAsync(It.IsAny<string>(), It.IsAny<IReadOnlyList<ServiceBusMessage>>(), It.IsAny<CancellationToken>()))
            .Returns(async (string queue, IReadOnlyList<ServiceBusMessage> messages, CancellationToken ct) =>
            {
                foreach (var message in messages) await _queues.Object.SendAsync(queue, message, ct);
            });
        _signalR.Setup(signalR => signalR.IsConnectedAsync(It.IsAny<string>(), It.IsAny<CancellationToken>()))
            .ReturnsAsync((string user, CancellationToken _) => Connected(user));
        CatchLive<EntriesEvent>();
        CatchLive<ReceiptsEvent>();
        var options = Options.Create(FanOut);
        _function = new(new LiveDelivery(_signalR.Object, options), new InboxHints(_table.Object, _queues.Object, options, Time),
            new EntryPublisher(_queues.Object, options, Options.Create(Push)), new RetryLater(_queues.Object, Time), options, Time, NullLogger<DeliverFacts>.Instance);
    }

    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));
    public FanOutOptions FanOut { get; } = new();
    public PushOptions Push { get; } = new();
    /// <summary>How long each send to SignalR takes.</summary>
    public TimeSpan SendTakes { get; set; }
    public Func<string, bool> Connected { get; set; } = _ => true;
    public ConversationReader Table => _table.Object;
    public SignalRRest SignalR => _signalR.Object;
    public QueueSender Sender => _queues.Object;
    public Mock<ServiceBusMessageActions> Actions { get; } = new();
    public HashSet<string> FailingQueues { get; } = [];
    public HashSet<string> FailingGroups { get; } = [];

    public IReadOnlyList<(string Group, EntriesEvent Event)> Entries =>
        [.. _live.Where(sent => sent.Target == Hub.Entries).Select(sent => (sent.Group, (EntriesEvent)sent.Event))];

    public IReadOnlyList<(string Group, ReceiptsEvent Event)> Receipts =>
        [.. _live.Where(sent => sent.Target == Hub.Receipts).Select(sent => (sent.Group, (ReceiptsEvent)sent.Event))];

    public IReadOnlyList<InboxTouched> Hints =>
        [.. _sent.Where(sent => sent.Queue == Queues.Sync).Select(sent => JsonSerializer.Deserialize(sent.Message.Body, ContractsJson.Wire.InboxTouched)!)];

    public IReadOnlyList<ServiceBusMessage> Events => [.. _sent.Where(sent => sent.Queue == Topics.Events).Select(sent => sent.Message)];

    public IReadOnlyList<ServiceBusMessage> Notifications => [.. _sent.Where(sent => sent.Queue == Queues.Notify).Select(sent => sent.Message)];

    public IReadOnlyList<ServiceBusMessage> Retries => [.. _sent.Where(sent => sent.Queue == Queues.FanOut).Select(sent => sent.Message)];

    public void HasMembers(string conversation, params string[] users) =>
        _table.Setup(table => table.MembersAsync("acme", conversation, It.IsAny<CancellationToken>()))
            .ReturnsAsync([.. users.Select(user => new Member(user, MemberRoles.Member, Time.GetUtcNow(), Time.GetUtcNow()))]);

    public Task<SignalRMessageAction[]> RunAsync(params ServiceBusReceivedMessage[] messages) => _function.RunAsync(messages, Actions.Object, default);

    void CatchLive<T>() where T : notnull => _signalR
        .Setup(signalR => signalR.SendToGroupAsync(It.IsAny<string>(), It.IsAny<string>(), It.IsAny<T>(), It.IsAny<CancellationToken>(), null))
        .Returns(async (string group, string target, T argument, CancellationToken ct, string? _) =>
        {
            await Task.Yield();
            ct.ThrowIfCancellationRequested();
            Time.Advance(SendTakes);
            if (FailingGroups.Contains(group)) throw new HttpRequestException("SignalR is down");
            _live.Enqueue((group, target, argument));
        });
}
