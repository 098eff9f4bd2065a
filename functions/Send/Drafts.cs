using Messaging.Contracts.Queue;
using Messaging.Plumbing;
using Messaging.Plumbing.Auth;

namespace Messaging.Send;

/// <summary>Makes commands. An id that only makes a retry safe may be absent and is then made here.</summary>
public sealed class Drafts(Ids ids, TimeProvider time)
{
    public DateTimeOffset Now => time.GetUtcNow();

    public string NewId() => ids.New();

    /// <summary>The command with what is special to it, or the fault.</summary>
    public Draft Of(string kind, Caller caller, string conversation, string? clientMessageId, Fault? fault, Func<Command, Command> with)
    {
        clientMessageId ??= NewId();
        fault = Rules.Id("id", conversation) ?? Rules.Id("clientMessageId", clientMessageId) ?? fault;
        return fault is not null ? fault : with(new()
        {
            Kind = kind,
            Tenant = caller.Tenant,
            ConversationId = conversation,
            Sender = caller.User,
            ClientMessageId = clientMessageId,
            AcceptedAt = Now,
        });
    }

    /// <summary>The id of a direct conversation: the same for a pair whoever begins, in whatever stamp.</summary>
    public static string PairId(Caller caller, string other) =>
        string.CompareOrdinal(caller.User, other) < 0
            ? Ids.Of("direct", caller.Tenant, caller.User, other)
            : Ids.Of("direct", caller.Tenant, other, caller.User);
}
