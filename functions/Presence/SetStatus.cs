using Messaging.Contracts;
using Messaging.Contracts.Client;
using Messaging.Plumbing.Auth;
using Messaging.Plumbing.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace Messaging.Presence;

/// <summary>PUT /api/presence: the caller's own status.</summary>
public sealed class SetStatus(CallerAuthentication callers, Statuses statuses, RateLimits limits, TimeProvider time)
{
    [Function(nameof(SetStatus))]
    public async Task<IActionResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = "presence")] HttpRequest request, CancellationToken ct)
    {
        if (await callers.CallerOfAsync(request) is not { } caller) return Problems.Unauthorized();
        if (limits.RefuseStatus(caller, request) is { } tooMany) return tooMany;
        var (body, refusal) = await Json.ReadAsync<NewStatus>(request, ct);
        if (body is null) return refusal!;
        if ((Fault(body)) is { } fault) return fault;

        await statuses.SetAsync(caller, body.Status ?? UserStatuses.Available, string.IsNullOrWhiteSpace(body.Text) ? null : body.Text.Trim(), body.Until, ct);
        return new NoContentResult();
    }

    IActionResult? Fault(NewStatus body)
    {
        if (body.Status is { } status && !UserStatuses.All.Contains(status)) return Problems.Invalid("status", $"It is one of {string.Join(", ", UserStatuses.All)}.");
        if (body.Text is { } text && (text.Length > Limits.StatusCharacters || text.Any(char.IsControl)))
            return Problems.Invalid("text", $"It has at most {Limits.StatusCharacters} characters and no control characters.");
        var now = time.GetUtcNow();
        return body.Until is { } until && (until <= now || until > now.AddDays(Limits.StatusDays))
            ? Problems.Invalid("until", $"It is within the next {Limits.StatusDays} days.") : null;
    }
}
