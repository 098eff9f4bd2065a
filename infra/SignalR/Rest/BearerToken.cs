namespace Messaging.SignalR.Rest;

/// <summary>
/// Finds the token of a request. Browsers can't set headers on WebSockets and server-sent events, so clients may put it in the query.
/// </summary>
static class BearerToken
{
    const string Scheme = "Bearer ";

    public static string? Of(HttpRequest request)
    {
        var header = request.Headers.Authorization.ToString();
        return header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) ? header[Scheme.Length..].Trim() : null;
    }

    public static string? OfClient(HttpRequest request) => Of(request) ?? request.Query["access_token"].FirstOrDefault();
}
