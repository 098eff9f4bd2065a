using Messaging.Contracts;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace Messaging.Presence.Upstream;

/// <summary>The hub methods that clients call: heartbeat, typing, view, unview, watch, unwatch.</summary>
public sealed class Methods(Devices devices, Viewers viewers, Watches watches)
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
        "typing" => OfConversationAsync(call, id => viewers.TypeAsync(device, id, ct)),
        "view" => OfConversationAsync(call, id => viewers.ViewAsync(device, id, ct)),
        "unview" => OfConversationAsync(call, id => UnviewAsync(device, id, ct)),
        "watch" => OfUsersAsync(call, async users =>
            Completion.Result(call, await watches.WatchAsync(device, users, ct), ContractsJson.Wire.PresenceList)),
        "unwatch" => OfUsersAsync(call, users => UnwatchAsync(device, users, ct)),
        _ => Task.FromResult(Completion.Error(call, $"There is no method '{call.Target}'.")),
    };

    async Task<IActionResult> HeartbeatAsync(Connection device, CancellationToken ct)
    {
        await devices.HeartbeatAsync(device, ct);
        return Completion.Empty();
    }

    async Task<bool> UnviewAsync(Connection device, string conversationId, CancellationToken ct)
    {
        await viewers.UnviewAsync(device, conversationId, ct);
        return true;
    }

    async Task<IActionResult> UnwatchAsync(Connection device, IReadOnlyCollection<string> users, CancellationToken ct)
    {
        await watches.UnwatchAsync(device, users, ct);
        return Completion.Empty();
    }

    static async Task<IActionResult> OfConversationAsync(Invocation call, Func<string, Task<bool>> work)
    {
        if (call.Text(0, Limits.IdCharacters) is not { } id) return Completion.Error(call, $"{call.Target} takes the id of a conversation.");
        return await work(id) ? Completion.Empty() : Completion.Error(call, "You are not a member of this conversation.");
    }

    static async Task<IActionResult> OfUsersAsync(Invocation call, Func<IReadOnlyCollection<string>, Task<IActionResult>> work) =>
        call.Texts(0) is { } users && UserList.IsWithinLimits(users)
            ? await work(users)
            : Completion.Error(call, $"{call.Target} takes a list of 1 to {Limits.PresenceUsers} user ids.");

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
