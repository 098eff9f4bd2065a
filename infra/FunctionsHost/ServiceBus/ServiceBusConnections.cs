using System.Collections.Concurrent;
using Azure.Core;
using Azure.Messaging.ServiceBus;
using Messaging.FunctionsHost.Metadata;
using Microsoft.Extensions.Azure;

namespace Messaging.FunctionsHost.ServiceBus;

/// <summary>One client for each connection setting, by connection string or identity, shared by triggers and outputs.</summary>
sealed class ServiceBusConnections(AppSettings settings, ServiceBusOptions options, AzureComponentFactory credentials) : IAsyncDisposable
{
    const string Default = "ServiceBus";

    readonly ConcurrentDictionary<string, ServiceBusClient> clients = new();

    /// <exception cref="InvalidOperationException">No setting of that name says where the namespace is.</exception>
    public ServiceBusClient Client(string? connection) => clients.GetOrAdd(connection ?? Default, Connect);

    public async ValueTask DisposeAsync()
    {
        foreach (var client in clients.Values)
        {
            await client.DisposeAsync();
        }
    }

    ServiceBusClient Connect(string name)
    {
        var section = settings.Connection(name);
        if (section?.Value is { } connectionString)
        {
            return new(connectionString, ClientOptions());
        }

        return section?["fullyQualifiedNamespace"] is { } host
            ? new(host, credentials.CreateTokenCredential(section), ClientOptions())
            : throw new InvalidOperationException(
                $"Service Bus connection '{name}' is not set: neither a connection string '{name}' nor '{name}__fullyQualifiedNamespace'.");
    }

    ServiceBusClientOptions ClientOptions() => new() { TransportType = options.TransportType, RetryOptions = options.ClientRetryOptions };
}
