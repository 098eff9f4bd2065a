using Messaging.Contracts.Client;
using Microsoft.AspNetCore.SignalR.Client;

namespace Messaging.Client;

/// <summary>What the client uses of a connection to the hub.</summary>
interface IHubLink : IAsyncDisposable
{
    /// <summary>Gets every event in the order of its coming, on any thread.</summary>
    Action<object> Received { set; }

    /// <summary>With the fault that ended it, if one did.</summary>
    Task<Exception?> Closed { get; }

    Task StartAsync(CancellationToken cancellationToken);

    Task SendAsync(string method, object?[] arguments, CancellationToken cancellationToken);

    Task<T> AskAsync<T>(string method, object?[] arguments, CancellationToken cancellationToken);
}

/// <summary>A connection of SignalR; when it is lost it stays so, since the next one needs a negotiation of its own.</summary>
sealed class HubLink : IHubLink
{
    readonly HubConnection connection;
    readonly TaskCompletionSource<Exception?> closed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public HubLink(Negotiated negotiated)
    {
        connection = new HubConnectionBuilder()
            .WithUrl(negotiated.Url, options => options.AccessTokenProvider = () => Task.FromResult<string?>(negotiated.AccessToken))
            .Build();
        connection.Closed += fault =>
        {
            closed.TrySetResult(fault);
            return Task.CompletedTask;
        };
        Pass<EntriesEvent>(Hub.Entries);
        Pass<TypingEvent>(Hub.Typing);
        Pass<PresenceEvent>(Hub.Presence);
        Pass<ReceiptsEvent>(Hub.Receipts);
        Pass<InboxEvent>(Hub.Inbox);
        Pass<RejectedEvent>(Hub.Rejected);
    }

    public Action<object> Received { private get; set; } = _ => { };

    public Task<Exception?> Closed => closed.Task;

    public Task StartAsync(CancellationToken cancellationToken) => connection.StartAsync(cancellationToken);

    public Task SendAsync(string method, object?[] arguments, CancellationToken cancellationToken) =>
        connection.SendCoreAsync(method, arguments, cancellationToken);

    public Task<T> AskAsync<T>(string method, object?[] arguments, CancellationToken cancellationToken) =>
        connection.InvokeCoreAsync<T>(method, arguments, cancellationToken);

    public ValueTask DisposeAsync() => connection.DisposeAsync();

    void Pass<T>(string name) where T : notnull => connection.On<T>(name, live => Received(live));
}
