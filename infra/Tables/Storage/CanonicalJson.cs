using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Messaging.Tables.Storage;

/// <summary>
/// The one way in which a value is written: compact JSON, so that equal values of a type are equal bytes
/// and a property can be found without parsing what stands before it.
/// </summary>
static class CanonicalJson
{
    public static readonly JsonWriterOptions Options = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        SkipValidation = true,
    };

    public static byte[] Quote(string text)
    {
        var encoded = JsonEncodedText.Encode(text, Options.Encoder).EncodedUtf8Bytes;
        return [(byte)'"', .. encoded, (byte)'"'];
    }

    public static string Unquote(ReadOnlySpan<byte> token)
    {
        var reader = new Utf8JsonReader(token);
        reader.Read();
        return reader.GetString()!;
    }

    /// <summary>A time with as many decimals as it needs.</summary>
    public static string Text(DateTime utc) => utc.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture);

    /// <summary>A number that no client takes for a whole one, or null for NaN and the infinities, which go as strings.</summary>
    public static string? Text(double value)
    {
        if (!double.IsFinite(value))
            return null;
        var text = value.ToString("R", CultureInfo.InvariantCulture);
        return text.AsSpan().ContainsAny('.', 'E') ? text : text + ".0";
    }

    /// <summary>NaN, Infinity or -Infinity.</summary>
    public static string Name(double notFinite) => notFinite.ToString(CultureInfo.InvariantCulture);
}
