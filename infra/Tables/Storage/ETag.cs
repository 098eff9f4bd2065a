using System.Globalization;

namespace Messaging.Tables.Storage;

/// <summary>An entity's ETag is its Timestamp, percent-encoded, as the service writes it.</summary>
static class ETag
{
    const string TimestampFormat = "yyyy-MM-dd'T'HH:mm:ss.fffffff'Z'";

    public static string Timestamp(long ticks) =>
        new DateTime(ticks, DateTimeKind.Utc).ToString(TimestampFormat, CultureInfo.InvariantCulture);

    public static string Of(long ticks) => $"W/\"datetime'{Timestamp(ticks).Replace(":", "%3A", StringComparison.Ordinal)}'\"";
}
