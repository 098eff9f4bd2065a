namespace Messaging.SignalR;

/// <summary>How the local SignalR service runs.</summary>
public sealed record SignalRServerOptions
{
    /// <summary>The key that everyone knows; good for one machine only.</summary>
    public const string DefaultAccessKey = "for-local-use-only-0123456789-ABCDEFGHIJKLMN";

    /// <summary>Address to listen on.</summary>
    public string Host { get; init; } = "127.0.0.1";

    /// <summary>Port to listen on; 0 takes any free one.</summary>
    public int Port { get; init; } = 8888;

    /// <summary>Folder that keeps which user is in which group over restarts; null keeps it in memory.</summary>
    public string? Data { get; init; }

    /// <summary>Where clients' events are posted; the first template that matches wins.</summary>
    public IReadOnlyList<UpstreamTemplate> Upstreams { get; init; } = [];

    /// <summary>Signs and checks tokens; at least 32 bytes as UTF-8.</summary>
    public string AccessKey { get; init; } = DefaultAccessKey;

    /// <summary>A second key that is valid beside <see cref="AccessKey"/>, as while keys are rotated.</summary>
    public string? SecondaryKey { get; init; }

    /// <summary>An OIDC issuer whose tokens for <c>https://signalr.azure.com</c> are taken too, as Entra ID's are in Azure.</summary>
    public string? Authority { get; init; }

    /// <summary>Round trip added to every REST and upstream call.</summary>
    public TimeSpan Latency { get; init; }

    /// <summary>Bytes that may wait for one client before it is disconnected as a slow consumer.</summary>
    public int SlowConsumerBytes { get; init; } = 4 * 1024 * 1024;
}
