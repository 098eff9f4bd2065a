using System.Buffers.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Messaging.Sync;

/// <summary>How far a device has come, opaque to clients: base64url of JSON.</summary>
/// <param name="Position">What changes from then on is for the next round.</param>
/// <param name="Since">From when on hints are news in this round; null if everything is.</param>
/// <param name="After">Where the round's last answer ended; null at its begin.</param>
/// <param name="Epoch">Of the tables.</param>
public sealed partial record SyncToken(DateTimeOffset Position, DateTimeOffset? Since, HintPlace? After, string Epoch)
{
    const int Version = 1;

    /// <summary>How long before a token's time a hint may have been written and still be news: hints are written at most every 30 s per
    /// conversation, and clocks differ.</summary>
    public static readonly TimeSpan Overlap = TimeSpan.FromSeconds(60);

    /// <summary>An older token is answered with the whole list; hints of left conversations need not be kept for longer.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromDays(14);

    /// <summary>Another instance's clock may be ahead of ours by this much.</summary>
    public static readonly TimeSpan ClockDifference = TimeSpan.FromSeconds(30);

    /// <summary>A round over everything.</summary>
    public static SyncToken Start(DateTimeOffset now, string epoch) => new(now, null, null, epoch);

    /// <summary>The round that a token begins or continues; null for one that is malformed, of another version or epoch, too old or from the future.</summary>
    public static SyncToken? Read(string text, DateTimeOffset now, string epoch)
    {
        if (Parse(text) is not { Version: Version } json || json.Epoch != epoch) return null;
        var age = now.UtcTicks - (Int128)json.Ticks;
        if (age > Lifetime.Ticks || age < -ClockDifference.Ticks) return null;
        if (json.After is null) return new(now, At(json.Ticks) - Overlap, null, epoch);
        return json.Since is < 0 || json.Since > json.Ticks ? null : new(At(json.Ticks), json.Since is { } since ? At(since) : null, json.After, epoch);
    }

    /// <summary>The next answer begins after this place.</summary>
    public string Continue(HintPlace after) => Write(new(Version, Position.UtcTicks, Epoch, Since?.UtcTicks, after));

    public string End() => Write(new(Version, Position.UtcTicks, Epoch));

    static DateTimeOffset At(long ticks) => new(ticks, TimeSpan.Zero);

    static string Write(Json json) => Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(json, TokenJson.Default.Json));

    static Json? Parse(string text)
    {
        try { return JsonSerializer.Deserialize(Base64Url.DecodeFromChars(text), TokenJson.Default.Json); }
        catch (Exception malformed) when (malformed is FormatException or JsonException) { return null; }
    }

    internal sealed record Json(
        [property: JsonPropertyName("v")] int Version, [property: JsonPropertyName("t")] long Ticks, [property: JsonPropertyName("e")] string Epoch = "",
        [property: JsonPropertyName("s")] long? Since = null, [property: JsonPropertyName("a")] HintPlace? After = null);

    [JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault)]
    [JsonSerializable(typeof(Json))]
    sealed partial class TokenJson : JsonSerializerContext;
}
