using Azure.Core;
using Messaging.FunctionsHost.Metadata;
using Microsoft.Extensions.Azure;

namespace Messaging.FunctionsHost.SignalR;

/// <summary>Where a SignalR service is and how to prove oneself to it: by access key or by identity.</summary>
sealed record SignalRConnection(Uri Endpoint, Uri ClientEndpoint, string? AccessKey, TokenCredential? Identity)
{
    /// <summary>From <c>NAME</c> (connection string) or <c>NAME__serviceUri</c> and its siblings (identity).</summary>
    /// <exception cref="InvalidOperationException">Neither is set, or the connection string is wrong.</exception>
    public static SignalRConnection From(AppSettings settings, string name, AzureComponentFactory credentials)
    {
        var section = settings.Connection(name);
        if (section?.Value is { } connectionString)
        {
            return Parse(connectionString, section, credentials);
        }

        return section?["serviceUri"] is { } uri
            ? new(new(uri), new(section["clientEndpoint"] ?? uri), null, credentials.CreateTokenCredential(section))
            : throw new InvalidOperationException(
                $"SignalR connection '{name}' is not set: neither a connection string '{name}' nor '{name}__serviceUri'.");
    }

    static SignalRConnection Parse(string text, IConfigurationSection section, AzureComponentFactory credentials)
    {
        var parts = text.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(part => part.Split('=', 2))
            .ToDictionary(pair => pair[0], pair => pair[^1], StringComparer.OrdinalIgnoreCase);
        var endpoint = parts.GetValueOrDefault("Endpoint") ?? throw new InvalidOperationException("A SignalR connection string needs Endpoint=.");
        var server = WithPort(parts.GetValueOrDefault("ServerEndpoint") ?? endpoint, parts.GetValueOrDefault("Port"));
        var client = WithPort(parts.GetValueOrDefault("ClientEndpoint") ?? endpoint, parts.GetValueOrDefault("Port"));
        return (parts.GetValueOrDefault("AccessKey"), parts.GetValueOrDefault("AuthType")) switch
        {
            ({ } key, null) => new(server, client, key, null),
            (_, "azure" or "azure.msi" or "aad") => new(server, client, null, credentials.CreateTokenCredential(section)),
            (_, { } other) => throw new NotSupportedException($"AuthType={other} of a SignalR connection string is not supported."),
            _ => throw new InvalidOperationException("A SignalR connection string needs AccessKey= or AuthType=."),
        };
    }

    static Uri WithPort(string endpoint, string? port) =>
        port is null ? new(endpoint) : new UriBuilder(endpoint) { Port = int.Parse(port, System.Globalization.CultureInfo.InvariantCulture) }.Uri;
}
