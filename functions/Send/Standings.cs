using Messaging.Contracts;
using Messaging.Contracts.Client;
using Messaging.Contracts.Queue;
using Messaging.Plumbing;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.Options;

namespace Messaging.Send;

/// <summary>What this instance has seen of members' standings, and what it has accepted that will change them.</summary>
public sealed class Standings(IOptions<SendOptions> options, TimeProvider time) : IDisposable
{
    /// <summary>Route is through with an accepted command by then, unless it is down; Send then refuses what Route would allow.</summary>
    static readonly TimeSpan OnItsWay = TimeSpan.FromSeconds(5);

    readonly MemoryCache _seen = new(new MemoryCacheOptions { SizeLimit = options.Value.Memberships });
    readonly TimeSpan _believed = TimeSpan.FromSeconds(options.Value.MembershipSeconds);
    readonly Recently<Key> _widening = new(OnItsWay, options.Value.Memberships, time);

    public Standing? Find(Command command) =>
        _seen.TryGetValue<Seen>(KeyOf(command), out var seen) && time.GetUtcNow() < seen!.Until ? seen.Standing : null;

    public void Keep(Command command, Standing standing) => Keep(KeyOf(command), standing);

    /// <summary>A command accepted here a moment ago may give the sender more than the tables show yet: then only Route knows.</summary>
    public bool IsAboutToWiden(Command command) => _widening.Contains(KeyOf(command)) || _widening.Contains(KeyOf(command, user: ""));

    /// <summary>What an accepted command will do to standings.</summary>
    public void Foresee(Command command)
    {
        foreach (var user in command.Members ?? [])
            if (command.Kind == CommandKinds.CreateConversation) Keep(KeyOf(command, user), Begun(command, user));
            else if (command.Kind is CommandKinds.RemoveMembers or CommandKinds.BanMembers or CommandKinds.ChangeMember or CommandKinds.BlockUser) _seen.Remove(KeyOf(command, user));

        foreach (var user in Widened(command)) _widening.Add(KeyOf(command, user));
    }

    public void Dispose()
    {
        _seen.Dispose();
        _widening.Dispose();
    }

    void Keep(Key key, Standing standing) =>
        _seen.Set(key, new Seen(standing, time.GetUtcNow() + _believed), new MemoryCacheEntryOptions { Size = 1, AbsoluteExpirationRelativeToNow = _believed });

    /// <summary>Users who may soon do more; "" for all.</summary>
    IEnumerable<string> Widened(Command command) => command switch
    {
        { Kind: CommandKinds.AddMembers or CommandKinds.UnblockUser } => command.Members!,
        { Kind: CommandKinds.ChangeMember, Role: not (null or MemberRoles.ReadOnly) } => command.Members!,
        { Kind: CommandKinds.ChangeMember } when command.MutedUntil <= time.GetUtcNow() => command.Members!,
        { Kind: CommandKinds.JoinConversation } => [command.Sender],
        { Kind: CommandKinds.ChangeConversation, Archived: false } => [""],
        _ => [],
    };

    static Standing Begun(Command creation, string user)
    {
        var isOwner = user == creation.Sender && creation.ConversationKind != ConversationKinds.Direct;
        return new(creation.ConversationKind!, Archived: false, isOwner ? MemberRoles.Owner : MemberRoles.Member, MutedUntil: null);
    }

    static Key KeyOf(Command command, string? user = null) => new(command.Tenant, command.ConversationId, user ?? command.Sender);

    sealed record Seen(Standing Standing, DateTimeOffset Until);

    readonly record struct Key(string Tenant, string ConversationId, string User);
}
