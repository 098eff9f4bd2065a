using Azure;
using Azure.Messaging.ServiceBus;
using Messaging.Contracts;
using Messaging.Contracts.Client;
using Messaging.Contracts.Queue;
using Messaging.Plumbing.Auth;
using Messaging.Plumbing.Http;
using Messaging.Send.Combining;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Logging;

namespace Messaging.Send;

/// <summary>The way of every request: who calls, what is asked, may they, hand it on; 202 only when Service Bus has it.</summary>
public sealed partial class Door(CallerAuthentication callers, Membership membership, LaneCombiner lanes, ILogger<Door> log)
{
    public async Task<IActionResult> EnterAsync<T>(
        HttpRequest request, Func<Caller, T, Draft> draft, CancellationToken ct, int maxBytes = Limits.BodyBytes) where T : class
    {
        if (await callers.CallerOfAsync(request) is not { } caller) return Problems.Unauthorized();
        var (body, refusal) = await Json.ReadAsync<T>(request, ct, maxBytes);
        return refusal ?? await EnterAsync(caller, draft(caller, body!), ct);
    }

    public async Task<IActionResult> EnterAsync(HttpRequest request, Func<Caller, Draft> draft, CancellationToken ct) =>
        await callers.CallerOfAsync(request) is { } caller ? await EnterAsync(caller, draft(caller), ct) : Problems.Unauthorized();

    async Task<IActionResult> EnterAsync(Caller caller, Draft draft, CancellationToken ct)
    {
        if (draft.Fault is { } fault) return Problems.Invalid(fault.Field, fault.Title);
        try
        {
            return await RefusalAsync(caller, draft.Commands[0], ct) ?? await HandOnAsync(draft.Commands, ct);
        }
        catch (Exception failure) when (IsPassing(failure, ct))
        {
            LogBusy(failure, draft.Commands[0].ConversationId, draft.Commands.Count);
            return Problems.Busy("Not accepted now. Repeat the request with the same client message ids.");
        }
    }

    async Task<IActionResult?> RefusalAsync(Caller caller, Command command, CancellationToken ct) =>
        command.Kind is CommandKinds.CreateConversation or CommandKinds.JoinConversation ? null : await membership.RefusalAsync(caller, command.ConversationId, ct);

    async Task<IActionResult> HandOnAsync(IReadOnlyList<Command> commands, CancellationToken ct)
    {
        await lanes.SendAsync(commands, ct);
        foreach (var command in commands) membership.Foresee(command);
        return Json.Answer(new Accepted(commands[0].ConversationId, [.. commands.Select(command => command.ClientMessageId)]), 202);
    }

    static bool IsPassing(Exception failure, CancellationToken ct) =>
        failure is ServiceBusException or RequestFailedException or TimeoutException
        || (failure is OperationCanceledException && !ct.IsCancellationRequested);
}
