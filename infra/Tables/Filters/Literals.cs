using System.Globalization;
using System.Text;
using Messaging.Tables.Storage;

namespace Messaging.Tables.Filters;

/// <summary>OData's ways to write a value, read into the stored form.</summary>
static class Literals
{
    const DateTimeStyles AsUtc = DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal;

    public static RequestRefused SyntaxError() => new(TableError.InvalidInput("Bad Request - Error in query syntax."));

    public static Literal String(string text) => new(EdmType.String, CanonicalJson.Quote(text));

    public static Literal Typed(string prefix, string text) => prefix switch
    {
        "datetime" when ParseTime(text) is { } time => Quoted(EdmType.DateTime, CanonicalJson.Text(time)),
        "guid" when Guid.TryParse(text, out var guid) => Quoted(EdmType.Guid, guid.ToString()),
        "X" or "binary" when text.Length % 2 == 0 && text.All(char.IsAsciiHexDigit) =>
            Quoted(EdmType.Binary, Convert.ToBase64String(Convert.FromHexString(text))),
        _ => throw SyntaxError(),
    };

    /// <summary>Null when the word is a name.</summary>
    public static Literal? Plain(string word) => word switch
    {
        "true" or "false" => Bare(EdmType.Boolean, word),
        "null" => Bare(EdmType.Null, word),
        "NaN" or "Infinity" or "-Infinity" => Bare(EdmType.Double, word),
        [>= '0' and <= '9', ..] or ['-' or '.', ..] => Number(word),
        _ => null,
    };

    public static DateTime? ParseTime(string text) =>
        DateTime.TryParse(text, CultureInfo.InvariantCulture, AsUtc, out var time) ? time : null;

    static Literal Number(string word)
    {
        var digits = word.EndsWith('L') ? word[..^1] : word;
        if (long.TryParse(digits, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole))
            return Bare(digits == word && whole is >= int.MinValue and <= int.MaxValue ? EdmType.Int32 : EdmType.Int64, digits);
        if (double.TryParse(word, NumberStyles.Float, CultureInfo.InvariantCulture, out var number))
            return Bare(EdmType.Double, number.ToString("R", CultureInfo.InvariantCulture));
        throw SyntaxError();
    }

    static Literal Bare(EdmType type, string text) => new(type, Encoding.ASCII.GetBytes(text));

    static Literal Quoted(EdmType type, string text) => Bare(type, $"\"{text}\"");
}
