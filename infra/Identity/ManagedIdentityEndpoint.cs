using System.Globalization;

namespace Messaging.Identity;

/// <summary>App Service's managed identity endpoint, version 2019-08-01, as <c>ManagedIdentityCredential</c> calls it.</summary>
sealed class ManagedIdentityEndpoint(IssuerOptions options, AccessTokens tokens)
{
    public const string Path = "/msi/token";

    const string Version = "2019-08-01";
    const string SystemAssigned = "local-managed-identity";

    public IResult Get(HttpRequest request)
    {
        var query = request.Query;
        var resource = query["resource"].ToString();
        if (request.Headers["X-IDENTITY-HEADER"] != options.IdentityHeader)
            return Refuse(StatusCodes.Status401Unauthorized, "X-IDENTITY-HEADER isn't the value of IDENTITY_HEADER.");
        if (query["api-version"] != Version)
            return Refuse(StatusCodes.Status400BadRequest, $"api-version must be {Version}.");
        if (resource == "")
            return Refuse(StatusCodes.Status400BadRequest, "resource is missing.");

        var client = query["client_id"].FirstOrDefault() ?? SystemAssigned;
        var token = tokens.ForApplication(client, resource);
        return Results.Json(new
        {
            access_token = token.Value,
            expires_on = token.Expires.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture),
            resource,
            token_type = "Bearer",
            client_id = client,
        });
    }

    static IResult Refuse(int status, string message) => Results.Json(new { statusCode = status, message }, statusCode: status);
}
