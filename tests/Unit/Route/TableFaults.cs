using System.Collections.Concurrent;
using Azure;
using Azure.Core;
using Azure.Core.Pipeline;

namespace Messaging.Unit.Route;

/// <summary>Sees every request to the tables; can lose a transaction, or the answer to one.</summary>
public sealed class TableFaults : HttpPipelinePolicy
{
    int _requests;

    /// <summary>What was done, in its order: commits here, joins and leaves from <see cref="RecordedGroups"/>.</summary>
    public ConcurrentQueue<string> Journal { get; } = [];

    /// <summary>Requests of any kind so far.</summary>
    public int Requests => Volatile.Read(ref _requests);

    /// <summary>Called before each transaction; what it throws is thrown instead of the call.</summary>
    public Func<Task> Before { get; set; } = () => Task.CompletedTask;

    /// <summary>Called after each transaction; what it throws is thrown instead of the answer.</summary>
    public Func<Task> After { get; set; } = () => Task.CompletedTask;

    public static RequestFailedException ConnectionLost() => new(0, "The connection was lost.");

    public override async ValueTask ProcessAsync(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline)
    {
        Interlocked.Increment(ref _requests);
        var isTransaction = message.Request.Uri.Path.EndsWith("$batch", StringComparison.Ordinal);
        if (isTransaction) await Before();
        await ProcessNextAsync(message, pipeline);
        if (!isTransaction) return;
        Journal.Enqueue("commit");
        await After();
    }

    public override void Process(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline) =>
        throw new NotSupportedException("Route calls the tables asynchronously.");
}
