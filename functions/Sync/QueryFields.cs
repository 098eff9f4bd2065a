using System.Globalization;
using Messaging.Plumbing.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace Messaging.Sync;

/// <summary>Reads the fields of a query; remembers the first that is not what it should be.</summary>
public sealed class QueryFields(IQueryCollection query)
{
    public IActionResult? Fault { get; private set; }

    public long? Seq(string field)
    {
        if (Text(field) is not { } given) return null;
        if (long.TryParse(given, NumberStyles.None, CultureInfo.InvariantCulture, out var number)) return number;
        Refuse(field, $"{field} is a whole number, not negative.");
        return null;
    }

    public DateTimeOffset? Time(string field)
    {
        if (Text(field) is not { } given) return null;
        if (DateTimeOffset.TryParse(given, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)) return time;
        Refuse(field, $"{field} is a time, such as 2026-03-01T12:00:00Z.");
        return null;
    }

    public string? Text(string field, int most)
    {
        if (Text(field) is not { } given || (given.Length > 0 && given.Length <= most)) return Text(field);
        Refuse(field, $"{field} has 1 to {most} characters.");
        return null;
    }

    string? Text(string field) => query.TryGetValue(field, out var given) ? given.ToString() : null;

    void Refuse(string field, string title) => Fault ??= Problems.Invalid(field, title);
}
