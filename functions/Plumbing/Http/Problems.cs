using Messaging.Contracts;
using Messaging.Contracts.Client;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace Messaging.Plumbing.Http;

/// <summary>Refusals as application/problem+json. The type is a stable word for programs, the title a sentence for people.</summary>
public static class Problems
{
    public static IActionResult Unauthorized() => Of(401, "unauthorized", "A valid bearer token is required.");
    public static IActionResult NotMember() => Of(403, "not-a-member", "You are not a member of this conversation.");
    public static IActionResult NotAllowed() => Of(403, "not-allowed", "Your role in this conversation does not allow it.");
    public static IActionResult NotFound(string what) => Of(404, "not-found", $"There is no such {what}.");
    public static IActionResult Invalid(string field, string title) => Of(400, "invalid-field", title, field);
    public static IActionResult TooLarge(int maxBytes) => Of(413, "too-large", $"A body may have at most {maxBytes} bytes.");
    public static IActionResult TooManyRequests() => Of(429, "too-many-requests", "You or your tenant send more than is allowed. Try again after the seconds in Retry-After.");
    public static IActionResult Busy(string title) => Of(503, "busy", title);

    public static IActionResult Of(int status, string type, string title, string? field = null) => new ContentResult
    {
        StatusCode = status,
        ContentType = "application/problem+json",
        Content = System.Text.Json.JsonSerializer.Serialize(
            new Problem { Type = type, Title = title, Status = status, Field = field }, ContractsJson.Wire.Problem),
    };
}
