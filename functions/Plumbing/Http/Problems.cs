using System.Globalization;
using System.Threading.RateLimiting;
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

    /// <summary>429 with Retry-After in whole seconds.</summary>
    public static IActionResult TooManyRequests(HttpRequest request, int seconds, string title)
    {
        request.HttpContext.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        return Of(429, "too-many-requests", title);
    }

    /// <summary>Whole seconds after which a refused request may be tried again, at least one.</summary>
    public static int RetryAfter(this RateLimitLease refused) =>
        refused.TryGetMetadata(MetadataName.RetryAfter, out var wait) ? Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds)) : 1;

    public static IActionResult Busy(string title) => Of(503, "busy", title);

    public static IActionResult Of(int status, string type, string title, string? field = null) => new ContentResult
    {
        StatusCode = status,
        ContentType = "application/problem+json",
        Content = System.Text.Json.JsonSerializer.Serialize(
            new Problem { Type = type, Title = title, Status = status, Field = field }, ContractsJson.Wire.Problem),
    };
}
