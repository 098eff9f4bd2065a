using Azure.Messaging.ServiceBus;

namespace Messaging.FunctionsHost.Metadata;

/// <summary>host.json's <c>extensions.serviceBus</c>, with the official extension's defaults.</summary>
sealed record ServiceBusOptions
{
    public bool AutoCompleteMessages { get; init; } = true;

    public int PrefetchCount { get; init; }

    public TimeSpan MaxAutoLockRenewalDuration { get; init; } = TimeSpan.FromMinutes(5);

    public int MaxConcurrentCalls { get; init; } = 16 * Environment.ProcessorCount;

    public int MaxConcurrentSessions { get; init; } = 8;

    public int MaxConcurrentCallsPerSession { get; init; } = 1;

    public int MaxMessageBatchSize { get; init; } = 1000;

    public int MinMessageBatchSize { get; init; } = 1;

    /// <summary>Null is the SDK's own: its try timeout of 60 s.</summary>
    public TimeSpan? SessionIdleTimeout { get; init; }

    public bool EnableCrossEntityTransactions { get; init; }

    public ServiceBusTransportType TransportType { get; init; } = ServiceBusTransportType.AmqpTcp;

    public ServiceBusRetryOptions ClientRetryOptions { get; init; } = new();

    /// <exception cref="NotSupportedException">An option is set that this host does not have.</exception>
    public ServiceBusOptions Check() => this switch
    {
        { MinMessageBatchSize: > 1 } => throw new NotSupportedException("host.json's serviceBus.minMessageBatchSize is not supported by this host."),
        { EnableCrossEntityTransactions: true } =>
            throw new NotSupportedException("host.json's serviceBus.enableCrossEntityTransactions is not supported by this host."),
        _ => this,
    };
}
