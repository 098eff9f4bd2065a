namespace Messaging.Send;

static class PathValues
{
    /// <summary>The server decodes a path but for the slash, so that it does not end the segment.</summary>
    public static string Decode(string value) => value.Replace("%2F", "/", StringComparison.OrdinalIgnoreCase);
}
