using Messaging.Tables.Storage;

namespace Messaging.Tables.Http;

/// <summary>
/// The forms of a resource: <c>Tables</c>, <c>Tables('x')</c>, <c>x()</c>, <c>x(PartitionKey='p',RowKey='r')</c>, <c>$batch</c>.
/// </summary>
static class ResourceSyntax
{
    const string TableSet = "Tables";

    public static (ResourceKind Kind, string Table, EntityKey Key) Parse(string resource)
    {
        var open = resource.IndexOf('(', StringComparison.Ordinal);
        var name = open < 0 ? resource : resource[..open];
        var arguments = open < 0 ? "" : resource.EndsWith(')') ? resource[(open + 1)..^1] : throw Malformed();
        return name switch
        {
            "" => (ResourceKind.Service, "", default),
            "$batch" => (ResourceKind.Transaction, "", default),
            TableSet when arguments.Length == 0 => (ResourceKind.TableSet, "", default),
            TableSet => (ResourceKind.Table, QuotedToEnd(arguments, 0), default),
            _ when arguments.Length == 0 => (ResourceKind.EntitySet, name, default),
            _ => (ResourceKind.Entity, name, ParseKey(arguments)),
        };
    }

    static EntityKey ParseKey(string arguments)
    {
        string? partition = null, row = null;
        for (var at = 0; at < arguments.Length; at++)
        {
            var equals = arguments.IndexOf('=', at);
            if (equals < 0)
                throw Malformed();
            var name = arguments[at..equals].Trim();
            at = equals + 1;
            var value = Quoted(arguments, ref at);
            if (name == "PartitionKey")
                partition = value;
            else if (name == "RowKey")
                row = value;
            else
                throw Malformed();
            if (at < arguments.Length && arguments[at] != ',')
                throw Malformed();
        }
        return new(partition ?? throw Malformed(), row ?? throw Malformed());
    }

    static string QuotedToEnd(string text, int at)
    {
        var value = Quoted(text, ref at);
        return at == text.Length ? value : throw Malformed();
    }

    /// <summary>Reads a quoted string in which a quote is doubled; ends behind it.</summary>
    static string Quoted(string text, ref int at)
    {
        if (at >= text.Length || text[at] != '\'')
            throw Malformed();
        var start = ++at;
        while (true)
        {
            at = text.IndexOf('\'', at);
            if (at < 0)
                throw Malformed();
            if (at + 1 == text.Length || text[at + 1] != '\'')
                return text[start..at++].Replace("''", "'", StringComparison.Ordinal);
            at += 2;
        }
    }

    static RequestRefused Malformed() => new(TableError.InvalidInput("Bad Request - Error in query syntax."));
}
