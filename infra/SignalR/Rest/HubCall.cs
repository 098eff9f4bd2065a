using Messaging.SignalR.Clients;

namespace Messaging.SignalR.Rest;

/// <summary>One data-plane call whose token and names the gate has checked.</summary>
sealed record HubCall(HttpContext Http, string HubName, HubClients Hub)
{
    public string Group => Name("group");

    public string User => Name("user");

    public string ConnectionId => Name("connectionId");

    public string Stream => Name("stream");

    public string? Reason => Http.Request.Query["reason"].FirstOrDefault();

    /// <summary>The older form of the API, without api-version, answers some calls with other codes.</summary>
    public bool IsV1 => Http.Request.Path.StartsWithSegments("/api/v1");

    public static ValueTask<HubCall?> BindAsync(HttpContext context) => new(context.Features.Get<HubCall>());

    /// <summary>The clients but for those that the call excludes.</summary>
    public IEnumerable<ClientConnection> WithoutExcluded(ClientConnection[] clients)
    {
        var excluded = Http.Request.Query["excluded"];
        return excluded.Count == 0 ? clients : clients.Where(client => !excluded.Contains(client.Id));
    }

    // The server leaves an escaped slash in a route value as it is.
    string Name(string parameter) =>
        ((string)Http.GetRouteValue(parameter)!).Replace("%2F", "/", StringComparison.OrdinalIgnoreCase);
}
