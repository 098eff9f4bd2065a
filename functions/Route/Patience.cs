using System.Net;
using System.Net.Sockets;
using Azure;
using Azure.Identity;
using Azure.Messaging.ServiceBus;
using Microsoft.Extensions.Logging;
using Polly;
using Polly.Retry;

namespace Messaging.Route;

/// <summary>Waits in place, with growing delay, until the caller's token ends it.</summary>
public sealed partial class Patience
{
    readonly ResiliencePipeline _storage, _delivery;

    public Patience(TimeProvider time, ILogger<Patience> log)
    {
        (_time, _log) = (time, log);
        _storage = Pipeline(IsTransient);
        _delivery = Pipeline(_ => true);
    }

    readonly TimeProvider _time;
    readonly ILogger<Patience> _log;

    /// <summary>Repeats what failed for a transient reason.</summary>
    public Task WithStorageAsync(Func<CancellationToken, Task> work, CancellationToken ct) => RunAsync(_storage, work, ct);

    /// <summary>Repeats whatever failed: nothing in a delivery can be a command's fault.</summary>
    public Task WithDeliveryAsync(Func<CancellationToken, Task> work, CancellationToken ct) => RunAsync(_delivery, work, ct);

    /// <summary>Whether the reason lies outside the command. What only an operator can heal, a missing table or grant, counts as such too.</summary>
    public static bool IsTransient(Exception failure) => failure switch
    {
        RequestFailedException refused => refused.Status is not (400 or 413),
        HttpRequestException refused => refused.StatusCode is not HttpStatusCode.BadRequest,
        AggregateException several => several.InnerExceptions.All(IsTransient),
        IOException or TimeoutException or OperationCanceledException or SocketException => true,
        ServiceBusException or AuthenticationFailedException or ExecutionRejectedException => true,
        _ => false,
    };

    static Task RunAsync(ResiliencePipeline pipeline, Func<CancellationToken, Task> work, CancellationToken ct) =>
        pipeline.ExecuteAsync(static async (work, ct) => await work(ct), work, ct).AsTask();

    ResiliencePipeline Pipeline(Func<Exception, bool> repeats) => new ResiliencePipelineBuilder { TimeProvider = _time }
        .AddRetry(new RetryStrategyOptions
        {
            ShouldHandle = it => ValueTask.FromResult(it.Outcome.Exception is { } failure && repeats(failure)),
            MaxRetryAttempts = int.MaxValue,
            BackoffType = DelayBackoffType.Exponential,
            UseJitter = true,
            Delay = TimeSpan.FromMilliseconds(100),
            MaxDelay = TimeSpan.FromSeconds(3),
            OnRetry = it =>
            {
                Waiting(it.Outcome.Exception!, it.AttemptNumber + 1, it.RetryDelay.TotalMilliseconds);
                return ValueTask.CompletedTask;
            },
        })
        .Build();
}
