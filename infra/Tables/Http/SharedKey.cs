using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Messaging.Tables.Http;

/// <summary>The well-known account of local development, and the check of its signatures.</summary>
static class SharedKey
{
    public const string Account = "devstoreaccount1";
    public const string Key = "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";

    static readonly byte[] KeyBytes = Convert.FromBase64String(Key);

    /// <summary>Why the request is not authentic, or null.</summary>
    public static TableError? Check(HttpRequest request, RequestTarget target, DateTimeOffset now)
    {
        if (target.Option("sig") is not null)
            return TableError.AuthenticationFailed("Shared access signatures are not implemented by this server; use the account key.");
        var header = request.Headers.Authorization.ToString();
        if (header.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase))
            return TableError.AuthenticationFailed("Bearer tokens are not implemented by this server; use the account key.");
        var date = request.Headers["x-ms-date"] is [{ } stated, ..] ? stated : request.Headers.Date.ToString();
        if (!DateTimeOffset.TryParseExact(date, "R", CultureInfo.InvariantCulture, DateTimeStyles.None, out var sent)
            || (now - sent).Duration() > Limits.RequestAge)
            return TableError.AuthenticationFailed("Request date header is missing, malformed or more than 15 minutes off.");
        return IsSigned(header, StringToSign(request, target, date, header))
            ? null
            : TableError.AuthenticationFailed("Make sure the value of Authorization header is formed correctly including the signature.");
    }

    public static string Sign(string text) => Convert.ToBase64String(HMACSHA256.HashData(KeyBytes, Encoding.UTF8.GetBytes(text)));

    /// <summary>The path repeats the account, as path-style addresses do; of the query only <c>comp</c> is signed.</summary>
    static string StringToSign(HttpRequest request, RequestTarget target, string date, string header)
    {
        var resource = $"/{Account}{target.RawPath}{(target.Option("comp") is { } comp ? $"?comp={comp}" : "")}";
        return header.StartsWith("SharedKeyLite ", StringComparison.Ordinal)
            ? $"{date}\n{resource}"
            : $"{request.Method}\n{request.Headers.ContentMD5}\n{request.ContentType}\n{date}\n{resource}";
    }

    static bool IsSigned(string header, string text)
    {
        if (header.Split(' ') is not ["SharedKey" or "SharedKeyLite", var credential]
            || credential.Split(':') is not [Account, var signature])
            return false;
        return CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(signature), Encoding.ASCII.GetBytes(Sign(text)));
    }
}
