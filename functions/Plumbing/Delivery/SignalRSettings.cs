using System.Data.Common;
using Azure.Core;
using Azure.Identity;
using Microsoft.Extensions.Azure;
using Microsoft.Extensions.Configuration;

namespace Messaging.Plumbing.Delivery;

/// <summary>Where SignalR is and how to prove who calls: an access key locally, an identity in Azure.</summary>
/// <param name="Endpoint">Base address.</param>
/// <param name="AccessKey">From a connection string; null when an identity is used.</param>
/// <param name="Credential">Null when a key is used.</param>
public sealed record SignalRSettings(Uri Endpoint, string? AccessKey, TokenCredential? Credential)
{
    /// <summary>Takes <c>SignalR = Endpoint=…;AccessKey=…</c> or <c>SignalR__serviceUri</c> with an identity, as the Functions bindings do.</summary>
    public static SignalRSettings From(IConfigurationSection section, AzureComponentFactory azure)
    {
        if (section["serviceUri"] is { } uri) return new(new Uri(uri), null, azure.CreateTokenCredential(section));

        var parts = new DbConnectionStringBuilder { ConnectionString = section.Value ?? throw Missing(section) };
        if (!parts.TryGetValue("Endpoint", out var endpoint) || !parts.TryGetValue("AccessKey", out var key)) throw Missing(section);
        var address = new UriBuilder((string)endpoint);
        if (parts.TryGetValue("Port", out var port)) address.Port = int.Parse((string)port, System.Globalization.CultureInfo.InvariantCulture);
        return new(address.Uri, (string)key, null);
    }

    static InvalidOperationException Missing(IConfigurationSection section) =>
        new($"Setting '{section.Path}' must be a SignalR connection string with Endpoint and AccessKey, or '{section.Path}__serviceUri' must be set.");
}
