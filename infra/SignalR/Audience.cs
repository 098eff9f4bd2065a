namespace Messaging.SignalR;

/// <summary>
/// What a token signed with an access key is for. The SDKs write the endpoint's scheme and host without its port,
/// then the path, then sometimes a query: so host and path decide, and names of this machine are one.
/// </summary>
static class Audience
{
    public static bool IsRestCall(Uri audience, string host, string path) =>
        SameHost(audience, host) && SamePath(audience.AbsolutePath, path);

    public static bool IsClientOf(Uri audience, string host, string hub) =>
        SameHost(audience, host)
        && SamePath(audience.AbsolutePath, "/client")
        && string.Equals(System.Web.HttpUtility.ParseQueryString(audience.Query)["hub"], hub, StringComparison.OrdinalIgnoreCase);

    static bool SameHost(Uri audience, string host) =>
        audience.IsLoopback || string.Equals(audience.IdnHost, host, StringComparison.OrdinalIgnoreCase);

    static bool SamePath(string one, string other) =>
        string.Equals(Plain(one), Plain(other), StringComparison.OrdinalIgnoreCase);

    static string Plain(string path) => Uri.UnescapeDataString(path).TrimEnd('/');
}
