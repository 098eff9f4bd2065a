using Messaging.Contracts;
using Messaging.Plumbing;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Options;

namespace Messaging.Presence.Upstream;

/// <summary>The hub methods that clients call: heartbeat, typing, view, unview, watch, unwatch.</summary>
public sealed class Methods(Devices devices, Viewers viewers, Rosters rosters, Watches watches, RateLimits limits, IOptions<ThresholdsOptions> thresholds)
{
    /// <summary>A frame is at most 1 MB at the service; 500 user ids of 64 characters need less than a quarter.</summary>
    const int BodyBytes = 1024 * 1024;

    public async Task<IActionResult> CallAsync(HttpRequest request, Connection device, string @event, CancellationToken ct)
    {
        if (!request.HasJsonContentType()) return new StatusCodeResult(StatusCodes.Status415UnsupportedMediaType);
        if (await ReadAsync(request, ct) is not { } body) return new StatusCodeResult(StatusCodes.Status413PayloadTooLarge);
        return Invocation.Parse(body) is { } call && call.Target.Equals(@event, StringComparison.OrdinalIgnoreCase)
            ? await CallAsync(call, device, ct)
            : new BadRequestResult();
    }

    Task<IActionResult> CallAsync(Invocation call, Connection device, CancellationToken ct) => call.Target.ToLowerInvariant() switch
    {
        "heartbeat" => HeartbeatAsync(device, ct),
        "typing" => OfConversationAsync(call, device, id => TypeAsync(call, device, id, ct)),
        "view" => OfConversationAsync(call, device, id => ViewAsync(call, device, id, ct)),
        "unview" => OfConversationAsync(call, device, id => EmptyAsync(viewers.UnviewAsync(device, id, ct))),
        "watch" => OfUsersAsync(call, device, users => WatchAsync(call, device, users, ct)),
        "unwatch" => OfUsersAsync(call, device, users => EmptyAsync(watches.UnwatchAsync(device, users, ct))),
        _ => Task.FromResult(Completion.Error(call, $"There is no method '{call.Target}'.")),
    };

    Task<IActionResult> HeartbeatAsync(Connection device, CancellationToken ct) => EmptyAsync(devices.HeartbeatAsync(device, ct));

    async Task<IActionResult> TypeAsync(Invocation call, Connection device, string id, CancellationToken ct) => await viewers.TypeAsync(device, id, ct) switch
    {
        Typing.Shown => Completion.Empty(),
        Typing.Off => Completion.Error(call, $"Typing is not shown in a conversation of more than {thresholds.Value.TypingMembers} members."),
        _ => NotMember(call),
    };

    async Task<IActionResult> ViewAsync(Invocation call, Connection device, string id, CancellationToken ct)
    {
        if (await rosters.WatchAsync(device, id, ct) is not { } presence) return NotMember(call);
        if (presence.Typing) await viewers.ViewAsync(device, id, ct);
        return Completion.Result(call, presence, ContractsJson.Wire.ConversationPresence);
    }

    async Task<IActionResult> WatchAsync(Invocation call, Connection device, IReadOnlyCollection<string> users, CancellationToken ct) =>
        await watches.WatchAsync(device, users, ct) is { } states
            ? Completion.Result(call, states, ContractsJson.Wire.PresenceList)
            : Completion.Error(call, $"You watch more than {Limits.PresenceUsers} users with these.");

    static async Task<IActionResult> EmptyAsync(Task work)
    {
        await work;
        return Completion.Empty();
    }

    Task<IActionResult> OfConversationAsync(Invocation call, Connection device, Func<string, Task<IActionResult>> work) =>
        call.Text(0, Limits.IdCharacters) is not { } id ? Refused(call, $"{call.Target} takes the id of a conversation.")
        : !limits.MayCall(device) ? TooMany(call)
        : work(id);

    Task<IActionResult> OfUsersAsync(Invocation call, Connection device, Func<IReadOnlyCollection<string>, Task<IActionResult>> work) =>
        call.Texts(0) is not { } users || !UserList.IsWithinLimits(users) ? Refused(call, $"{call.Target} takes a list of 1 to {Limits.PresenceUsers} user ids.")
        : !limits.MayCall(device, users.Count) ? TooMany(call)
        : work(users);

    static IActionResult NotMember(Invocation call) => Completion.Error(call, "You are not a member of this conversation.");

    static Task<IActionResult> TooMany(Invocation call) => Refused(call, "You call too often; try again in a few seconds.");

    static Task<IActionResult> Refused(Invocation call, string reason) => Task.FromResult(Completion.Error(call, reason));

    static async Task<ReadOnlyMemory<byte>?> ReadAsync(HttpRequest request, CancellationToken ct)
    {
        using var body = new MemoryStream();
        var chunk = new byte[16 * 1024];
        for (int read; (read = await request.Body.ReadAsync(chunk, ct)) > 0;)
        {
            if (body.Length + read > BodyBytes) return null;
            body.Write(chunk, 0, read);
        }
        return body.ToArray();
    }
}
