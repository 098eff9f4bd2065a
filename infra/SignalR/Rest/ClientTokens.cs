using System.Globalization;

namespace Messaging.SignalR.Rest;

/// <summary>Tokens with which clients connect.</summary>
sealed class ClientTokens(AccessKeys keys, Tokens tokens)
{
    const int DefaultMinutes = 60;

    public void Map(IEndpointRouteBuilder hub) => hub.MapPost("/:generateToken", Generate);

    /// <summary>A key with which an app signs clients' tokens itself; for identities only, since others have a key.</summary>
    public async Task<IResult> TemporaryKeyAsync(HttpRequest request) =>
        BearerToken.Of(request) is { } token && await tokens.CheckIdentityAsync(token)
            ? Results.Json(new Dictionary<string, string> { ["KeyId"] = keys.TemporaryId, ["AccessKey"] = keys.Temporary })
            : RestError.Unauthorized("Only an identity's token gets a temporary key.");

    IResult Generate(HubCall call)
    {
        var request = call.Http.Request;
        var minutes = DefaultMinutes;
        if (request.Query["minutesToExpire"].FirstOrDefault() is { } text
            && !(int.TryParse(text, CultureInfo.InvariantCulture, out minutes) && minutes >= 1))
            return RestError.Invalid("minutesToExpire is a whole number from 1 on.", "minutesToExpire");

        var audience = $"{request.Scheme}://{request.Host.Host}/client/?hub={Uri.EscapeDataString(call.HubName)}";
        var user = request.Query["userId"].FirstOrDefault();
        return Results.Json(new { token = keys.SignClientToken(audience, user, TimeSpan.FromMinutes(minutes)) });
    }
}
