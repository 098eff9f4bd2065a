using Messaging.Tables.Storage;

namespace Messaging.Tables.Http;

enum ResourceKind { Service, TableSet, Table, EntitySet, Entity, Transaction }

/// <summary>
/// What a request's raw target names. It is cut and unescaped here, once: the server's own decoding would keep <c>%2F</c>
/// and take dot segments out, which changes keys.
/// </summary>
/// <param name="RawPath">The path as sent; signatures are made over it.</param>
sealed record RequestTarget(
    string RawPath, string Account, ResourceKind Kind, string Table, EntityKey Key, IReadOnlyDictionary<string, string> Query)
{
    /// <exception cref="RequestRefused">InvalidInput or OutOfRangeInput.</exception>
    public static RequestTarget Parse(string raw)
    {
        var origin = raw.IndexOf("://", StringComparison.Ordinal) is > 0 and < 8 and var scheme ? raw[raw.IndexOf('/', scheme + 3)..] : raw;
        var question = origin.IndexOf('?', StringComparison.Ordinal);
        var path = question < 0 ? origin : origin[..question];
        var slash = path.IndexOf('/', 1);
        var account = Uri.UnescapeDataString(slash < 0 ? path[1..] : path[1..slash]);
        var resource = slash < 0 ? "" : Uri.UnescapeDataString(path[(slash + 1)..]);
        var (kind, table, key) = ResourceSyntax.Parse(resource);
        return new(path, account, kind, table, key, question < 0 ? EmptyQuery : ParseQuery(origin[(question + 1)..]));
    }

    public string? Option(string name) => Query.GetValueOrDefault(name);

    static readonly Dictionary<string, string> EmptyQuery = [];

    static Dictionary<string, string> ParseQuery(string query)
    {
        var options = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var pair in query.Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var equals = pair.IndexOf('=', StringComparison.Ordinal);
            var name = equals < 0 ? pair : pair[..equals];
            options[Uri.UnescapeDataString(name)] = equals < 0 ? "" : Uri.UnescapeDataString(pair[(equals + 1)..].Replace('+', ' '));
        }
        return options;
    }
}
