using System.Buffers.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Messaging.Sync;

/// <summary>A device's position in time, opaque to clients: base64url of JSON.</summary>
public static partial class SyncToken
{
    const int Version = 1;

    /// <summary>How long before a token's time a hint may have been written and still be news: hints are written at most every 30 s per
    /// conversation, and clocks differ.</summary>
    public static readonly TimeSpan Overlap = TimeSpan.FromSeconds(60);

    /// <summary>An older token is answered with the whole list; hints of left conversations need not be kept for longer.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromDays(14);

    /// <summary>Another instance's clock may be ahead of ours by this much.</summary>
    public static readonly TimeSpan ClockDifference = TimeSpan.FromSeconds(30);

    public static string At(DateTimeOffset time) =>
        Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(new Position(Version, time.UtcTicks), TokenJson.Default.Position));

    /// <summary>From when on hints are news; null for a token that is malformed, of another version, too old or from the future.</summary>
    public static DateTimeOffset? Since(string token, DateTimeOffset now)
    {
        if (Read(token) is not { Version: Version } position) return null;
        var age = now.UtcTicks - (Int128)position.Ticks;
        return age > Lifetime.Ticks || age < -ClockDifference.Ticks ? null : new DateTimeOffset(position.Ticks, TimeSpan.Zero) - Overlap;
    }

    static Position? Read(string token)
    {
        try { return JsonSerializer.Deserialize(Base64Url.DecodeFromChars(token), TokenJson.Default.Position); }
        catch (Exception malformed) when (malformed is FormatException or JsonException) { return null; }
    }

    internal sealed record Position([property: JsonPropertyName("v")] int Version, [property: JsonPropertyName("t")] long Ticks);

    [JsonSerializable(typeof(Position))]
    sealed partial class TokenJson : JsonSerializerContext;
}
