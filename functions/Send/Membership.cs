using Messaging.Contracts.Queue;
using Messaging.Plumbing;
using Messaging.Plumbing.Auth;
using Messaging.Plumbing.Http;
using Messaging.Plumbing.Storage;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Options;

namespace Messaging.Send;

/// <summary>Authorizes early, so that a client learns at once what Route would refuse. Only membership is remembered, never its absence.</summary>
public sealed class Membership(ConversationReader conversations, IOptions<SendOptions> options, TimeProvider time) : IDisposable
{
    /// <summary>A conversation that another instance has just accepted is appended within this time: one second in all.</summary>
    static readonly int[] LookAgainAfterMs = [50, 100, 200, 300, 350];

    readonly Recently<(string Tenant, string ConversationId, string User)> _members =
        new(TimeSpan.FromSeconds(options.Value.MembershipSeconds), options.Value.Memberships, time);

    /// <summary>Null if the caller is a member.</summary>
    public async Task<IActionResult?> RefusalAsync(Caller caller, string conversation, CancellationToken ct)
    {
        if (await IsMemberAsync(caller, conversation, ct)) return null;
        if (!await ExistsSoonAsync(caller, conversation, ct)) return Problems.NotFound("conversation");
        return await IsMemberAsync(caller, conversation, ct) ? null : Problems.NotMember();
    }

    /// <summary>What an accepted command will do to memberships.</summary>
    public void Foresee(Command command)
    {
        foreach (var user in command.Members ?? [])
        {
            var member = (command.Tenant, command.ConversationId, user);
            if (command.Kind == CommandKinds.CreateConversation) _members.Add(member);
            if (command.Kind is CommandKinds.RemoveMembers or CommandKinds.BanMembers) _members.Remove(member);
        }
    }

    public void Dispose() => _members.Dispose();

    async Task<bool> IsMemberAsync(Caller caller, string conversation, CancellationToken ct)
    {
        var key = (caller.Tenant, conversation, caller.User);
        if (_members.Contains(key)) return true;
        if (await conversations.MemberAsync(caller.Tenant, conversation, caller.User, ct) is null) return false;
        _members.Add(key);
        return true;
    }

    async Task<bool> ExistsSoonAsync(Caller caller, string conversation, CancellationToken ct)
    {
        foreach (var delay in LookAgainAfterMs)
        {
            if (await ExistsAsync(caller, conversation, ct)) return true;
            await Task.Delay(TimeSpan.FromMilliseconds(delay), time, ct);
        }
        return await ExistsAsync(caller, conversation, ct);
    }

    async Task<bool> ExistsAsync(Caller caller, string conversation, CancellationToken ct) =>
        await conversations.HeadAsync(caller.Tenant, conversation, ct) is not null;
}
