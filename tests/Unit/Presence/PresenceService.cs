using System.Collections.Concurrent;
using Messaging.Plumbing.Delivery;
using Moq;

namespace Messaging.Unit.Presence;

/// <summary>SignalR as it is: who is connected, which users and connections are in which group. Its events are the test's to pass on or to lose.</summary>
public sealed class PresenceService
{
    int _asked;

    public PresenceService()
    {
        Mock.Setup(signalR => signalR.IsConnectedAsync(It.IsAny<string>(), It.IsAny<CancellationToken>())).ReturnsAsync((string user, CancellationToken _) =>
        {
            Interlocked.Increment(ref _asked);
            return Connections.Values.Contains(user);
        });
        Mock.Setup(signalR => signalR.AddUserToGroupAsync(It.IsAny<string>(), It.IsAny<string>(), It.IsAny<TimeSpan>(), It.IsAny<CancellationToken>()))
            .Callback((string user, string name, TimeSpan _, CancellationToken _) => Members[(name, user)] = true).Returns(Task.CompletedTask);
        Mock.Setup(signalR => signalR.RemoveUserFromGroupAsync(It.IsAny<string>(), It.IsAny<string>(), It.IsAny<CancellationToken>()))
            .Callback((string user, string name, CancellationToken _) => Members.TryRemove((name, user), out bool _)).Returns(Task.CompletedTask);
        Mock.Setup(signalR => signalR.AddConnectionToGroupAsync(It.IsAny<string>(), It.IsAny<string>(), It.IsAny<CancellationToken>()))
            .Callback((string connection, string name, CancellationToken _) => Members[(name, connection)] = true).ReturnsAsync(true);
        Mock.Setup(signalR => signalR.RemoveConnectionFromGroupAsync(It.IsAny<string>(), It.IsAny<string>(), It.IsAny<CancellationToken>()))
            .Callback((string connection, string name, CancellationToken _) => Members.TryRemove((name, connection), out bool _)).Returns(Task.CompletedTask);
        Mock.Setup(signalR => signalR.CloseAsync(It.IsAny<string>(), It.IsAny<CancellationToken>()))
            .Callback((string connection, CancellationToken _) => Connections.TryRemove(connection, out string? _)).Returns(Task.CompletedTask);
        Mock.Setup(signalR => signalR.ConnectionsInGroupAsync(It.IsAny<string>(), It.IsAny<CancellationToken>()))
            .Returns((string name, CancellationToken _) => In(name).ToAsyncEnumerable());
    }

    public Mock<SignalRRest> Mock { get; } = new(null!, null!);

    /// <summary>User by connection.</summary>
    public ConcurrentDictionary<string, string> Connections { get; } = new();

    /// <summary>Users and connections by group.</summary>
    public ConcurrentDictionary<(string Group, string Member), bool> Members { get; } = new();

    /// <summary>Existence calls so far.</summary>
    public int Asked => Volatile.Read(ref _asked);

    IEnumerable<(string Connection, string? User)> In(string name) =>
        from connection in Connections
        where Members.ContainsKey((name, connection.Key)) || Members.ContainsKey((name, connection.Value))
        select (connection.Key, (string?)connection.Value);
}
