using System.Globalization;

namespace Messaging.Client;

/// <summary>Paths behind <c>/api/</c>.</summary>
static class Addresses
{
    public static string Of(string conversation, string rest) => $"conversations/{Uri.EscapeDataString(conversation)}/{rest}";

    /// <summary>Without what is null.</summary>
    public static string Query(params ReadOnlySpan<(string Name, object? Value)> values)
    {
        var query = "";
        foreach (var (name, value) in values)
            if (value is not null) query += $"{(query.Length == 0 ? '?' : '&')}{name}={Uri.EscapeDataString(Text(value))}";
        return query;
    }

    static string Text(object value) => value is DateTimeOffset time
        ? time.UtcDateTime.ToString("O", CultureInfo.InvariantCulture)
        : Convert.ToString(value, CultureInfo.InvariantCulture)!;
}
