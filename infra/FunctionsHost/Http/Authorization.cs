using System.Security.Cryptography;
using System.Text;

namespace Messaging.FunctionsHost.Http;

/// <summary>Enforces authorization levels. Without keys every caller passes, as in the local tools.</summary>
sealed class Authorization(HttpKeys? keys)
{
    public RequestDelegate Require(string? level, RequestDelegate handle) => (keys, level?.ToLowerInvariant()) switch
    {
        (null, _) or (_, "anonymous") => handle,
        (_, "admin") => Require([keys.Master], handle),
        _ => Require([keys.Master, .. keys.Function], handle),
    };

    public RequestDelegate RequireSystem(RequestDelegate handle) => keys is null ? handle : Require([keys.Master, keys.System], handle);

    static RequestDelegate Require(string[] accepted, RequestDelegate handle)
    {
        var hashes = accepted.Select(Hash).ToArray();
        return http =>
        {
            var key = http.Request.Headers["x-functions-key"].FirstOrDefault() ?? http.Request.Query["code"].FirstOrDefault();
            if (key is not null && hashes.Any(hash => CryptographicOperations.FixedTimeEquals(hash, Hash(key))))
            {
                return handle(http);
            }

            http.Response.StatusCode = StatusCodes.Status401Unauthorized;
            return Task.CompletedTask;
        };
    }

    static byte[] Hash(string key) => SHA256.HashData(Encoding.UTF8.GetBytes(key));
}
