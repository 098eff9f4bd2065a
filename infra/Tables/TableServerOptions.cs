namespace Messaging.Tables;

/// <summary>How a <see cref="TableServer"/> listens and where it keeps its data.</summary>
public sealed record TableServerOptions
{
    /// <summary>IP address or <c>localhost</c> to listen on. Default: <c>127.0.0.1</c>.</summary>
    public string Host { get; init; } = "127.0.0.1";

    /// <summary>TCP port; 0 takes any free one. Default: 10002, the port of <c>UseDevelopmentStorage=true</c>.</summary>
    public int Port { get; init; } = 10002;

    /// <summary>
    /// Folder of the database; created when absent, usable by one server at a time.
    /// Null (the default) keeps everything in memory, or in the temporary folder where there is no memory file system,
    /// and forgets it when the server stops.
    /// </summary>
    public string? Data { get; init; }

    /// <summary>Added to every request before it is looked at. Default: none.</summary>
    public TimeSpan Latency { get; init; } = TimeSpan.Zero;
}
