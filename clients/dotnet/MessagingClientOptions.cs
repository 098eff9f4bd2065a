using System.Security.Cryptography;
using Messaging.Contracts.Client;

namespace Messaging.Client;

/// <summary>Gives the token of the user's issuer. Called before each request, one call at a time.</summary>
/// <param name="renew">The last one was not taken: get a new one.</param>
/// <param name="cancellationToken">Nobody waits any more.</param>
public delegate ValueTask<string> TokenSource(bool renew, CancellationToken cancellationToken);

/// <summary>Who a client is, and where.</summary>
public sealed record MessagingClientOptions
{
    /// <summary>Of the front door, without <c>/api</c>.</summary>
    public required Uri Url { get; init; }

    /// <summary>The id that the token says.</summary>
    public required string User { get; init; }

    /// <summary>Where tokens come from.</summary>
    public required TokenSource Token { get; init; }

    /// <summary>Of the outbox. In memory it survives a lost connection, in a <see cref="FileStorage"/> the process too.</summary>
    public IOutboxStorage Storage { get; init; } = new MemoryStorage();

    /// <summary>Asks; not disposed. Without one the client has its own, which waits 30 s for an answer.</summary>
    public HttpClient? HttpClient { get; init; }

    /// <summary>Time as the client sees it.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    internal TaskScheduler Scheduler { get; init; } = new ConcurrentExclusiveSchedulerPair().ExclusiveScheduler;

    internal Func<Negotiated, IHubLink> Connect { get; init; } = negotiated => new HubLink(negotiated);

    internal Random Random { get; init; } = new();

    internal Func<string> NewId { get; init; } = () => RandomNumberGenerator.GetHexString(32, lowercase: true);
}

/// <summary>Where a client stands.</summary>
public enum ClientState
{
    /// <summary>Not started, or stopped.</summary>
    Stopped,

    /// <summary>Negotiates, connects, catches up.</summary>
    Connecting,

    /// <summary>Has caught up, and hears what happens.</summary>
    Online,

    /// <summary>Waits before it tries again.</summary>
    Offline,
}
