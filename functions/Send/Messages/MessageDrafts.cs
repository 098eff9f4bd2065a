using Messaging.Contracts;
using Messaging.Contracts.Client;
using Messaging.Contracts.Queue;
using Messaging.Plumbing.Auth;

namespace Messaging.Send.Messages;

public sealed class MessageDrafts(Drafts drafts)
{
    public Draft New(Caller caller, string conversation, NewMessages body, string? clientMessageId)
    {
        var later = body.SendAt > drafts.Now ? body.SendAt : null;
        var at = later ?? drafts.Now;
        var fault = Rules.Storable("sendAt", body.SendAt) ?? Rules.Ahead("sendAt", later, drafts.Now) ?? (body.Messages is { } several ? Series(body, several) : null);
        if (fault is not null) return fault;

        var draft = body.Messages is { } messages ? Series(caller, conversation, messages, at)
            : One(CommandKinds.SendMessage, caller, conversation, body, clientMessageId, (body.ReplyTo, body.ExpiresAt), prefix: "", at);
        return draft with { SendAt = later };
    }

    public Draft Edit(Caller caller, string conversation, long seq, NewText body, string? clientMessageId) =>
        drafts.Of(CommandKinds.EditMessage, caller, conversation, clientMessageId, ContentRules.Fault(body, prefix: ""),
            command => With(command, body) with { Target = seq });

    /// <summary>A command that says no more than which message it is about.</summary>
    public Draft About(string kind, Caller caller, string conversation, long seq, string? clientMessageId) =>
        drafts.Of(kind, caller, conversation, clientMessageId, fault: null, command => command with { Target = seq });

    public Draft React(string kind, Caller caller, string conversation, long seq, string reaction, string? clientMessageId) =>
        drafts.Of(kind, caller, conversation, clientMessageId, ContentRules.Reaction(reaction),
            command => command with { Target = seq, Reaction = reaction });

    /// <summary>What another service sends over queue <c>send</c>, by the same rules.</summary>
    public Draft Outgoing(SendMessages body)
    {
        var fault = Rules.Tenant("tenant", body.Tenant) ?? Rules.Id("sender", body.Sender)
            ?? Rules.Count("messages", body.Messages.Count, 1, Limits.MessagesPerSend);
        if (fault is not null) return fault;

        var caller = new Caller(body.Tenant, body.Sender);
        return Join(body.Messages.Select((message, i) =>
            Rules.Id($"messages[{i}].conversationId", message?.ConversationId) is { } unknown ? unknown
            : One(message!.Notice ? CommandKinds.SendNotice : CommandKinds.SendMessage, caller, message.ConversationId, message,
                message.ClientMessageId, (message.ReplyTo, message.ExpiresAt), $"messages[{i}].", drafts.Now)));
    }

    static Fault? Series(NewMessages body, IReadOnlyList<NewMessage> messages) =>
        body is { Text: null, Content: null, Attachments: null, Mentions: null, ReplyTo: null, ExpiresAt: null }
            ? Rules.Count("messages", messages.Count, 1, Limits.MessagesPerSend)
            : new("messages", "Give either one message or messages.");

    Draft Series(Caller caller, string conversation, IReadOnlyList<NewMessage> messages, DateTimeOffset at)
    {
        var known = new HashSet<string>();
        return Join(messages.Select((message, i) =>
            message?.ClientMessageId is { } id && !known.Add(id) ? new Fault($"messages[{i}].clientMessageId", "It is the id of an earlier message of this request.")
            : One(CommandKinds.SendMessage, caller, conversation, message ?? new(), message?.ClientMessageId, (message?.ReplyTo, message?.ExpiresAt), $"messages[{i}].", at)));
    }

    /// <summary>A message's id is the client's: without one a retry would say it twice.</summary>
    Draft One(string kind, Caller caller, string conversation, IMessageContent content, string? clientMessageId,
        (long? ReplyTo, DateTimeOffset? ExpiresAt) rest, string prefix, DateTimeOffset at)
    {
        var fault = Rules.Id("id", conversation) ?? Rules.Id($"{prefix}clientMessageId", clientMessageId) ?? ContentRules.Fault(content, prefix)
            ?? (rest.ReplyTo < 1 ? new Fault($"{prefix}replyTo", "It is a seq, 1 or more.") : null)
            ?? Rules.Ahead($"{prefix}expiresAt", rest.ExpiresAt, at);
        return drafts.Of(kind, caller, conversation, clientMessageId, fault,
            command => With(command, content) with { ReplyTo = rest.ReplyTo, ExpiresAt = rest.ExpiresAt });
    }

    static Command With(Command command, IMessageContent content) => command with
    {
        Text = content.Text,
        Format = content.Format == TextFormats.Plain ? null : content.Format,
        Content = content.Content,
        ContentType = content.ContentType,
        Attachments = content.Attachments is { Count: > 0 } attachments ? attachments : null,
        Mentions = content.Mentions is { Count: > 0 } mentions ? [.. mentions.Distinct()] : null,
    };

    /// <summary>All commands in their order, or the first fault.</summary>
    static Draft Join(IEnumerable<Draft> drafts)
    {
        var all = drafts.ToList();
        return all.Find(draft => draft.Fault is not null) ?? new Draft([.. all.SelectMany(draft => draft.Commands)]);
    }
}
