namespace Messaging.SignalR.Rest;

/// <summary>The service's refusals: an <c>ErrorDetail</c> body, and its code in a header that the SDKs read.</summary>
static class RestError
{
    const string CodeHeader = "x-ms-error-code";

    public static IResult Invalid(string message, string? target = null) =>
        new Refusal(StatusCodes.Status400BadRequest, "Error.Request.Invalid", message, target);

    public static IResult NoConnection(string id, string level = "Warning") =>
        new Refusal(StatusCodes.Status404NotFound, $"{level}.Connection.NotExisted", $"Connection '{id}' doesn't exist.", id);

    public static IResult NoUser(string id) =>
        new Refusal(StatusCodes.Status404NotFound, "Warning.User.NotExisted", $"User '{id}' has no connection.", id);

    public static IResult NoGroup(string name) =>
        new Refusal(StatusCodes.Status404NotFound, "Warning.Group.NotExisted", $"Group '{name}' has no connection.", name);

    public static IResult NotInGroup(string user, string group) =>
        new Refusal(StatusCodes.Status404NotFound, "Info.User.NotInGroup", $"User '{user}' isn't in group '{group}'.", user);

    public static IResult Unauthorized(string message) =>
        new Refusal(StatusCodes.Status401Unauthorized, "Error.Request.Unauthorized", message, "Authorization");

    public static IResult NotImplemented(string what) =>
        new Refusal(StatusCodes.Status501NotImplemented, "Error.Request.NotImplemented", what, null);

    public static IResult Of(int status, string code, string message) => new Refusal(status, code, message, null);

    sealed record Refusal(int Status, string Code, string Message, string? Target) : IResult
    {
        public Task ExecuteAsync(HttpContext context)
        {
            context.Response.Headers[CodeHeader] = Code;
            return Results.Json(new ErrorDetail(Code, Message, Target), statusCode: Status).ExecuteAsync(context);
        }
    }

    sealed record ErrorDetail(string Code, string Message, string? Target)
    {
        public IReadOnlyList<ErrorDetail> Details => [];
    }
}
