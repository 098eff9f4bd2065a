using Azure;
using Azure.Messaging.ServiceBus;
using Messaging.Contracts;
using Messaging.Contracts.Client;
using Messaging.Contracts.Queue;
using Messaging.Plumbing.Auth;
using Messaging.Plumbing.Http;
using Messaging.Send.Later;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Logging;

namespace Messaging.Send;

/// <summary>The way of every request: who calls, what is asked, how often, may they, hand it on; 202 only when it is durable.</summary>
public sealed partial class Door(
    CallerAuthentication callers, RateLimits limits, Membership membership, Standings standings, Outbox outbox, Schedule schedule, ILogger<Door> log)
{
    public async Task<IActionResult> EnterAsync<T>(
        HttpRequest request, Func<Caller, T, Draft> draft, CancellationToken ct, int maxBytes = Limits.BodyBytes) where T : class
    {
        if (await callers.CallerOfAsync(request) is not { } caller) return Problems.Unauthorized();
        var (body, refusal) = await Json.ReadAsync<T>(request, ct, maxBytes);
        return refusal ?? await EnterAsync(request, caller, draft(caller, body!), ct);
    }

    public async Task<IActionResult> EnterAsync(HttpRequest request, Func<Caller, Draft> draft, CancellationToken ct) =>
        await callers.CallerOfAsync(request) is { } caller ? await EnterAsync(request, caller, draft(caller), ct) : Problems.Unauthorized();

    /// <summary>For what is no command.</summary>
    public async Task<IActionResult> AskAsync(HttpRequest request, Func<Caller, Task<IActionResult>> answer, CancellationToken ct) =>
        await callers.CallerOfAsync(request) is { } caller ? await UnlessBusyAsync(() => answer(caller), ct) : Problems.Unauthorized();

    async Task<IActionResult> EnterAsync(HttpRequest request, Caller caller, Draft draft, CancellationToken ct)
    {
        if (draft.Fault is { } fault) return Problems.Invalid(fault.Field, fault.Title);
        if (limits.RetryAfter(caller, draft.Commands.Count) is { } seconds)
            return Problems.TooManyRequests(request, seconds, "You or your tenant send more than is allowed. Try again after the seconds in Retry-After.");
        return await UnlessBusyAsync(async () => await membership.RefusalAsync(draft.Commands, ct) ?? await HandOnAsync(draft, ct), ct);
    }

    async Task<IActionResult> HandOnAsync(Draft draft, CancellationToken ct)
    {
        var commands = draft.Commands;
        if (draft.SendAt is not { } sendAt) await outbox.SendAsync(commands, ct);
        else if (!await schedule.TryAddAsync(commands, sendAt, ct))
            return Problems.Of(409, RejectionReasons.TooMany, "As many of your sends wait as are allowed. Cancel one, or try again when one has left.", "sendAt");
        foreach (var command in commands) standings.Foresee(command);
        return Json.Answer(new Accepted(commands[0].ConversationId, [.. commands.Select(command => command.ClientMessageId)]), 202);
    }

    async Task<IActionResult> UnlessBusyAsync(Func<Task<IActionResult>> answer, CancellationToken ct)
    {
        try
        {
            return await answer();
        }
        catch (Exception failure) when (IsPassing(failure, ct))
        {
            LogBusy(failure);
            return Problems.Busy("Not accepted now. Repeat the request with the same client message ids.");
        }
    }

    static bool IsPassing(Exception failure, CancellationToken ct) =>
        failure is ServiceBusException or RequestFailedException or TimeoutException
        || (failure is OperationCanceledException && !ct.IsCancellationRequested);
}
