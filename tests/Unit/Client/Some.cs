using Messaging.Contracts.Client;

namespace Messaging.Unit.Client;

static class Some
{
    public static readonly DateTimeOffset Time = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static Entry Message(long seq, string sender = "bob", string? clientMessageId = null) => new()
    {
        Seq = seq,
        Kind = EntryKinds.Message,
        Sender = sender,
        ClientMessageId = clientMessageId ?? $"{sender}-{seq}",
        Time = Time.AddSeconds(seq),
        Ordinal = seq,
        Text = $"message {seq}",
    };

    public static IReadOnlyList<Entry> Messages(int first, int last) => [.. Enumerable.Range(first, last - first + 1).Select(seq => Message(seq))];

    public static Entry Edit(long seq, long target, string? text) => Message(seq) with { Kind = EntryKinds.MessageEdited, Target = target, Text = text };

    public static Entry Creation(string sender, string member) => Message(1, sender) with
    {
        Kind = EntryKinds.ConversationCreated,
        Members = [member],
        ConversationKind = "direct",
        Text = null,
    };

    public static ConversationSummary Summary(long seq = 1, string id = "c") => new()
    {
        ConversationId = id,
        Kind = "group",
        Epoch = "e",
        Seq = seq,
        ReadSeq = seq,
        Unread = 0,
        MemberCount = 2,
        LastActivity = Time,
    };

    public static EntryPage Page(IReadOnlyList<Entry> entries, bool more = false, string epoch = "e") => new("c", epoch, entries, more);

    public static SyncAnswer Answer(params ConversationSummary[] changed) => new() { Token = "s", Changed = changed, Removed = [] };

    public static EntriesEvent Live(params Entry[] entries) => new("c", "e", entries);
}
