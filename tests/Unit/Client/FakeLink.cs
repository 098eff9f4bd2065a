using Messaging.Client;
using Messaging.Contracts.Client;

namespace Messaging.Unit.Client;

/// <summary>A connection without a network.</summary>
sealed class FakeLink(Negotiated negotiated) : IHubLink
{
    readonly TaskCompletionSource<Exception?> closed = new();

    public string Token => negotiated.AccessToken;

    /// <summary>As <c>watch bob,carol</c>.</summary>
    public List<string> Sent { get; } = [];

    public bool IsDisposed { get; private set; }

    public Action<object> Received { get; set; } = _ => { };

    public Task<Exception?> Closed => closed.Task;

    public void Drop() => closed.TrySetResult(new IOException("The network is gone."));

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task SendAsync(string method, object?[] arguments, CancellationToken cancellationToken)
    {
        Note(method, arguments);
        return Task.CompletedTask;
    }

    public Task<T> AskAsync<T>(string method, object?[] arguments, CancellationToken cancellationToken)
    {
        Note(method, arguments);
        object? answer = method switch
        {
            "watch" => new PresenceList([]),
            "view" => new ConversationPresence { ConversationId = (string)arguments[0]!, Members = 2, Online = 1, Typing = true, Users = [] },
            _ => null,
        };
        return Task.FromResult((T)answer!);
    }

    public ValueTask DisposeAsync()
    {
        IsDisposed = true;
        return ValueTask.CompletedTask;
    }

    void Note(string method, object?[] arguments) =>
        Sent.Add(string.Join(' ', [method, .. arguments.Select(argument => argument is string[] users ? string.Join(',', users) : $"{argument}")]));
}
