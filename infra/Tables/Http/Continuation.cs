using System.Buffers.Text;
using System.Runtime.InteropServices;

namespace Messaging.Tables.Http;

/// <summary>
/// An opaque token for a key: never empty, and without the blank that the .NET client puts between two of them.
/// UTF-16 inside, so that any key survives it.
/// </summary>
static class Continuation
{
    const string Marker = "1!";

    public static string Encode(string key) => Marker + Base64Url.EncodeToString(MemoryMarshal.AsBytes(key.AsSpan()));

    /// <exception cref="RequestRefused">InvalidInput.</exception>
    public static string Decode(string token)
    {
        if (!token.StartsWith(Marker, StringComparison.Ordinal)
            || !Base64Url.IsValid(token.AsSpan(Marker.Length), out var length)
            || length % sizeof(char) != 0)
            throw new RequestRefused(TableError.InvalidInput("The continuation token is invalid."));
        return new string(MemoryMarshal.Cast<byte, char>(Base64Url.DecodeFromChars(token.AsSpan(Marker.Length))));
    }
}
