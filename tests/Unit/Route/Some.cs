using Messaging.Contracts.Queue;

namespace Messaging.Unit.Route;

static class Some
{
    public const string Tenant = "acme", Conversation = "west-1";

    public static Command Command(string kind, string sender, string id) => new()
    {
        Kind = kind,
        Tenant = Tenant,
        ConversationId = Conversation,
        Sender = sender,
        ClientMessageId = id,
        AcceptedAt = DateTimeOffset.UnixEpoch,
    };

    public static Command Group(string creator, params string[] others) =>
        Command(CommandKinds.CreateConversation, creator, "create") with { Members = others };

    public static Command Message(string sender, string id, string? text = null) =>
        Command(CommandKinds.SendMessage, sender, id) with { Text = text ?? $"text of {id}" };

    public static Command Edit(string sender, string id, long target, string text) =>
        Command(CommandKinds.EditMessage, sender, id) with { Target = target, Text = text };

    public static Command Deletion(string sender, string id, long target) =>
        Command(CommandKinds.DeleteMessage, sender, id) with { Target = target };

    public static Command Addition(string sender, string id, params string[] users) =>
        Command(CommandKinds.AddMembers, sender, id) with { Members = users };

    public static Command Removal(string sender, string id, params string[] users) =>
        Command(CommandKinds.RemoveMembers, sender, id) with { Members = users };

    public static IReadOnlyList<Command> In(this IEnumerable<Command> commands, string conversation) =>
        [.. commands.Select(it => it with { ConversationId = conversation })];
}
