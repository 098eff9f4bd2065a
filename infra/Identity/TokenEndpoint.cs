namespace Messaging.Identity;

/// <summary>The OAuth 2.0 token endpoint (RFC 6749 sections 4.3, 4.4 and 5) without any secret to know.</summary>
sealed class TokenEndpoint(IssuerOptions options, AccessTokens tokens)
{
    public async Task<IResult> Post(HttpRequest request)
    {
        if (!request.HasFormContentType) return Refuse("invalid_request", "The body must be application/x-www-form-urlencoded.");

        var form = await request.ReadFormAsync(request.HttpContext.RequestAborted);
        return form["grant_type"].ToString() switch
        {
            "password" => ForUser(form["username"].ToString()),
            "client_credentials" => ForApplication(form["client_id"].ToString(), Resource(form)),
            "" => Refuse("invalid_request", "grant_type is missing."),
            var other => Refuse("unsupported_grant_type", $"'{other}' isn't implemented; use password or client_credentials."),
        };
    }

    IResult ForUser(string name)
    {
        if (name == "") return Refuse("invalid_request", "username is missing.");

        var user = options.Users.FirstOrDefault(known => known.Id == name) ?? DemoUser.Numbered(name);
        return user is null
            ? Refuse("invalid_grant", $"There is no user '{name}'; GET /users lists them, and any name like load-17 is taken too.")
            : Answer(tokens.ForUser(user));
    }

    IResult ForApplication(string application, string resource)
    {
        if (application == "") return Refuse("invalid_client", "client_id is missing.");
        if (resource == "") return Refuse("invalid_scope", "scope is missing, for example https://signalr.azure.com/.default.");
        return Answer(tokens.ForApplication(application, resource));
    }

    static string Resource(IFormCollection form)
    {
        const string Suffix = "/.default";
        var scope = form["scope"].ToString();
        return scope.EndsWith(Suffix, StringComparison.Ordinal) ? scope[..^Suffix.Length] : scope;
    }

    static IResult Answer(AccessToken token) =>
        Results.Json(new { access_token = token.Value, token_type = "Bearer", expires_in = token.Seconds });

    static IResult Refuse(string error, string description) =>
        Results.Json(new { error, error_description = description }, statusCode: StatusCodes.Status400BadRequest);
}
