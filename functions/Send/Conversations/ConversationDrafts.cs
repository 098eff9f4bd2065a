using Messaging.Contracts;
using Messaging.Contracts.Client;
using Messaging.Contracts.Queue;
using Messaging.Plumbing;
using Messaging.Plumbing.Auth;
using Microsoft.Extensions.Options;

namespace Messaging.Send.Conversations;

public sealed class ConversationDrafts(Drafts drafts, IOptions<SendOptions> options)
{
    public Draft New(Caller caller, NewConversation body, string? clientMessageId)
    {
        clientMessageId ??= drafts.NewId();
        var others = (body.Members ?? []).Where(user => user != caller.User).Distinct().ToList();
        var kind = body.Kind ?? ConversationKinds.Group;
        var direct = kind == ConversationKinds.Direct;
        var fault = Rules.OneOf("kind", kind, ConversationKinds.Group, ConversationKinds.Channel, ConversationKinds.Direct)
            ?? Rules.Users("members", body.Members ?? [], min: 0) ?? Rules.Title("title", body.Title)
            ?? ConversationRules.Metadata(body.Metadata) ?? ConversationRules.Settings(body.Settings)
            ?? (direct && others.Count != 1 ? new("members", "A direct conversation has exactly one other member.") : null);
        if (fault is not null) return fault;

        var id = direct ? Drafts.PairId(caller, others[0]) : $"{options.Value.Stamp}-{Ids.Of("group", caller.Tenant, caller.User, clientMessageId)}";
        return drafts.Of(CommandKinds.CreateConversation, caller, id, clientMessageId, fault, command => command with
        {
            Members = [caller.User, .. others],
            Title = body.Title,
            ConversationKind = kind,
            Metadata = body.Metadata,
            Settings = body.Settings,
        });
    }

    public Draft Change(Caller caller, string conversation, ConversationChange body, string? clientMessageId)
    {
        var fault = Rules.Title("title", body.Title) ?? ConversationRules.Metadata(body.Metadata) ?? ConversationRules.Settings(body.Settings)
            ?? (body is { Title: null, Metadata: null, Settings: null, Archived: null } ? new("title", "Give a title, metadata, settings or archived.") : null);
        return drafts.Of(CommandKinds.ChangeConversation, caller, conversation, clientMessageId, fault, command => command with
        {
            Title = body.Title,
            Metadata = body.Metadata,
            Settings = body.Settings,
            Archived = body.Archived,
        });
    }
}
