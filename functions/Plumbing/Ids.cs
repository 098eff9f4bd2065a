using System.Security.Cryptography;
using System.Text;
using Messaging.Contracts;

namespace Messaging.Plumbing;

/// <summary>The one place where ids are made.</summary>
public class Ids
{
    const int Characters = 20;

    /// <summary>20 characters, 100 random bits.</summary>
    public virtual string New() => Base32(RandomNumberGenerator.GetBytes(16));

    /// <summary>Whether it can be the id of a tenant, a user or a conversation: 1 to 64 characters.</summary>
    public static bool IsValid(string? id) => id is { Length: > 0 and <= Limits.IdCharacters };

    /// <summary>The same id for the same parts, always.</summary>
    public static string Of(params ReadOnlySpan<string> parts)
    {
        var text = new StringBuilder();
        foreach (var part in parts) text.Append(part.Length).Append(':').Append(part);
        return Base32(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
    }

    // Crockford's alphabet: no i, l, o, u, so that an id read aloud or copied by hand stays itself.
    static string Base32(ReadOnlySpan<byte> bytes)
    {
        const string alphabet = "0123456789abcdefghjkmnpqrstvwxyz";
        Span<char> id = stackalloc char[Characters];
        int buffer = 0, bits = 0, next = 0;
        for (var i = 0; i < id.Length; i++)
        {
            if (bits < 5) { buffer = (buffer << 8) | bytes[next++]; bits += 8; }
            id[i] = alphabet[(buffer >> (bits -= 5)) & 31];
            buffer &= (1 << bits) - 1;
        }
        return new string(id);
    }
}
