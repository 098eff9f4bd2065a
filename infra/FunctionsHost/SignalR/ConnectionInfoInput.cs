using System.Security.Claims;
using System.Text.Json;
using Messaging.FunctionsHost.Invocations;
using Messaging.FunctionsHost.Metadata;
using Messaging.FunctionsHost.Protocol;
using Microsoft.IdentityModel.JsonWebTokens;

namespace Messaging.FunctionsHost.SignalR;

/// <summary><c>signalRConnectionInfo</c>: url and access token for the caller.</summary>
sealed class ConnectionInfoInput(BindingDefinition binding, SignalRService service) : IInputBinding
{
    public string Name => binding.Name;

    public async ValueTask<TypedData> GetAsync(Func<string, string?>? lookup, CancellationToken ct)
    {
        var (url, accessToken) = await NegotiateAsync(lookup, ct);
        return new() { Json = JsonSerializer.Serialize(new { url, accessToken }) };
    }

    public Task<(string Url, string AccessToken)> NegotiateAsync(Func<string, string?>? lookup, CancellationToken ct)
    {
        var userId = binding.Text("userId") is { } user ? BindingExpression.Resolve(user, lookup) : null;
        return service.NegotiateAsync(userId, ClaimsOf(lookup), ct);
    }

    /// <summary>Of the id token only the listed claims are taken; it is read, not validated: its issuer is the function app's own login.</summary>
    IReadOnlyList<Claim> ClaimsOf(Func<string, string?>? lookup)
    {
        if (binding.Text("idToken") is not { } idToken)
        {
            return [];
        }

        var wanted = binding.Texts("claimTypeList");
        return [.. new JsonWebToken(BindingExpression.Resolve(idToken, lookup)).Claims.Where(claim => wanted.Contains(claim.Type))];
    }
}
