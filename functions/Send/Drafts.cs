using Messaging.Contracts;
using Messaging.Contracts.Client;
using Messaging.Contracts.Queue;
using Messaging.Plumbing;
using Messaging.Plumbing.Auth;
using Microsoft.Extensions.Options;

namespace Messaging.Send;

/// <summary>Turns requests into commands. An id that only makes a retry safe may be absent and is then made here.</summary>
public sealed class Drafts(Ids ids, TimeProvider time, IOptions<SendOptions> options)
{
    public Draft NewConversation(Caller caller, NewConversation body)
    {
        var named = body.Members ?? [];
        var others = named.Where(user => user != caller.User).Distinct().ToList();
        var direct = body.Kind == ConversationKinds.Direct;
        var clientMessageId = body.ClientMessageId ?? ids.New();
        var fault = Kind(body.Kind) ?? Rules.Users("members", named, min: 0) ?? Rules.Title("title", body.Title)
            ?? Rules.Id("clientMessageId", clientMessageId)
            ?? (direct && others.Count != 1 ? new("members", "A direct conversation has exactly one other member.") : null);
        if (fault is not null) return fault;

        var id = direct ? DirectId(caller, others[0]) : $"{options.Value.Stamp}-{Ids.Of("group", caller.Tenant, caller.User, clientMessageId)}";
        return Command(CommandKinds.CreateConversation, caller, id, clientMessageId) with
        {
            Members = [caller.User, .. others],
            Title = body.Title,
            ConversationKind = direct ? ConversationKinds.Direct : ConversationKinds.Group,
        };
    }

    public Draft Messages(Caller caller, string conversation, NewMessages body)
    {
        var fault = Rules.Id("id", conversation);
        if (fault is not null) return fault;
        if (body.Messages is null) return Message(caller, conversation, new(body.ClientMessageId, body.Text), prefix: "");
        if (body.Text is not null) return new Fault("text", "Give either text or messages.");
        fault = Rules.Count("messages", body.Messages.Count, 1, Limits.MessagesPerSend);
        return fault is not null ? fault : Series(caller, conversation, body.Messages);
    }

    public Draft Edit(Caller caller, string conversation, long seq, NewText body)
    {
        var clientMessageId = body.ClientMessageId ?? ids.New();
        var fault = Rules.Id("id", conversation) ?? Rules.Id("clientMessageId", clientMessageId) ?? Rules.Text("text", body.Text);
        return fault is not null ? fault
            : Command(CommandKinds.EditMessage, caller, conversation, clientMessageId) with { Target = seq, Text = body.Text };
    }

    public Draft Delete(Caller caller, string conversation, long seq, string? clientMessageId)
    {
        clientMessageId ??= ids.New();
        var fault = Rules.Id("id", conversation) ?? Rules.Id("clientMessageId", clientMessageId);
        return fault is not null ? fault
            : Command(CommandKinds.DeleteMessage, caller, conversation, clientMessageId) with { Target = seq };
    }

    public Draft AddMembers(Caller caller, string conversation, NewMembers body)
    {
        var users = body.Members ?? [];
        var clientMessageId = body.ClientMessageId ?? ids.New();
        var fault = Rules.Id("id", conversation) ?? Rules.Users("members", users, min: 1) ?? Rules.Id("clientMessageId", clientMessageId);
        return fault is not null ? fault
            : Command(CommandKinds.AddMembers, caller, conversation, clientMessageId) with { Members = [.. users.Distinct()] };
    }

    public Draft RemoveMember(Caller caller, string conversation, string user, string? clientMessageId)
    {
        clientMessageId ??= ids.New();
        var fault = Rules.Id("id", conversation) ?? Rules.Id("user", user) ?? Rules.Id("clientMessageId", clientMessageId);
        return fault is not null ? fault
            : Command(CommandKinds.RemoveMembers, caller, conversation, clientMessageId) with { Members = [user] };
    }

    /// <summary>What another service sends over queue <c>send</c>, by the same rules.</summary>
    public Draft Outgoing(SendMessages body)
    {
        var fault = Rules.Tenant("tenant", body.Tenant) ?? Rules.Id("sender", body.Sender)
            ?? Rules.Count("messages", body.Messages.Count, 1, Limits.MessagesPerSend);
        if (fault is not null) return fault;

        var caller = new Caller(body.Tenant, body.Sender);
        var drafts = body.Messages.Select((message, i) =>
            Rules.Id($"messages[{i}].conversationId", message?.ConversationId) is { } unknown ? unknown
            : Message(caller, message!.ConversationId, new(message.ClientMessageId, message.Text), $"messages[{i}]."));
        return Join(drafts);
    }

    Draft Series(Caller caller, string conversation, IReadOnlyList<NewMessage> messages)
    {
        var known = new HashSet<string>();
        return Join(messages.Select((message, i) => message?.ClientMessageId is { } id && !known.Add(id)
            ? new Fault($"messages[{i}].clientMessageId", "It is the id of an earlier message of this request.")
            : Message(caller, conversation, message ?? new(), $"messages[{i}].")));
    }

    Draft Message(Caller caller, string conversation, NewMessage message, string prefix)
    {
        var fault = Rules.Id($"{prefix}clientMessageId", message.ClientMessageId) ?? Rules.Text($"{prefix}text", message.Text);
        return fault is not null ? fault
            : Command(CommandKinds.SendMessage, caller, conversation, message.ClientMessageId!) with { Text = message.Text };
    }

    Command Command(string kind, Caller caller, string conversation, string clientMessageId) => new()
    {
        Kind = kind,
        Tenant = caller.Tenant,
        ConversationId = conversation,
        Sender = caller.User,
        ClientMessageId = clientMessageId,
        AcceptedAt = time.GetUtcNow(),
    };

    /// <summary>All commands in their order, or the first fault.</summary>
    static Draft Join(IEnumerable<Draft> drafts)
    {
        var all = drafts.ToList();
        return all.Find(draft => draft.Fault is not null) ?? new Draft([.. all.SelectMany(draft => draft.Commands)]);
    }

    static Fault? Kind(string? kind) => kind is null or ConversationKinds.Group or ConversationKinds.Direct
        ? null : new("kind", $"It is {ConversationKinds.Group} or {ConversationKinds.Direct}.");

    /// <summary>The same for a pair whoever begins, in whatever stamp.</summary>
    static string DirectId(Caller caller, string other) =>
        string.CompareOrdinal(caller.User, other) < 0
            ? Ids.Of("direct", caller.Tenant, caller.User, other)
            : Ids.Of("direct", caller.Tenant, other, caller.User);
}
