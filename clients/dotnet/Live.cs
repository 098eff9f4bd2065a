using Messaging.Contracts.Client;

namespace Messaging.Client;

/// <summary>What the connection needs of the rest of the client.</summary>
interface ILiveClient
{
    Task<Negotiated> NegotiateAsync(CancellationToken stopping);

    /// <summary>Brings everything up to date after each connect; live events are held until it is done.</summary>
    Task CatchUpAsync(CancellationToken stopping);

    void Deliver(object live);

    void Become(ClientState state, Exception? fault = null);
}

/// <summary>The connection to the hub, renewed until the client stops: each time with a new negotiation, so with tokens that are good.</summary>
sealed class Live(ILiveClient client, Func<Negotiated, IHubLink> connect, Turns turns, Random random)
{
    IHubLink? link;

    public bool IsConnected => link is not null;

    public async Task RunAsync()
    {
        var stopping = turns.Stopping;
        for (var failures = 0; ; failures++)
        {
            client.Become(ClientState.Connecting);
            var fault = await ServeAsync(() => failures = 0, stopping);
            stopping.ThrowIfCancellationRequested();
            client.Become(ClientState.Offline, fault);
            await turns.DelayAsync(Backoff.Next(random, failures, fault));
        }
    }

    /// <summary>Typing and heartbeats are not worth a retry.</summary>
    public void Send(string method, params object?[] arguments)
    {
        if (link is { } now) turns.Go(() => IgnoringLossAsync(now.SendAsync(method, arguments, turns.Stopping)));
    }

    /// <summary>An <see cref="IOException"/> says that there is no connection, or none any more.</summary>
    public async Task<T> AskAsync<T>(string method, params object?[] arguments)
    {
        if (link is not { } now) throw new IOException("There is no connection now.");
        var stopping = turns.Stopping;
        try
        {
            return await now.AskAsync<T>(method, arguments, stopping);
        }
        catch (OperationCanceledException lost) when (!stopping.IsCancellationRequested)
        {
            throw new IOException("The connection was lost.", lost);
        }
    }

    /// <summary>Answers what ended it, if anything but an orderly close did.</summary>
    async Task<Exception?> ServeAsync(Action succeeded, CancellationToken stopping)
    {
        var isOver = false;
        try
        {
            await using var own = connect(await client.NegotiateAsync(stopping));
            List<object>? held = [];
            own.Received = live => turns.Post(() =>
            {
                if (isOver) return;
                if (held is null) client.Deliver(live);
                else held.Add(live);
            });
            await own.StartAsync(stopping);
            stopping.ThrowIfCancellationRequested();
            link = own;
            await client.CatchUpAsync(stopping);
            stopping.ThrowIfCancellationRequested();
            foreach (var live in held) client.Deliver(live);
            held = null;
            succeeded();
            client.Become(ClientState.Online);
            return await own.Closed.WaitAsync(stopping);
        }
        catch (Exception fault) when (!stopping.IsCancellationRequested)
        {
            return fault;
        }
        finally
        {
            isOver = true;
            link = null;
        }
    }

    static async Task IgnoringLossAsync(Task sending)
    {
        try
        {
            await sending;
        }
        catch (Exception) { }
    }
}
