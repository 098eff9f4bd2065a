using Azure.Data.Tables;
using Messaging.Contracts.Client;
using Messaging.Plumbing.Storage;

namespace Messaging.Sync;

/// <param name="ConversationId">A conversation that the user is or was a member of.</param>
/// <param name="Touched">When the hint was last written: something changed before.</param>
/// <param name="Removed">The user was not a member then and has not been touched as one since.</param>
/// <param name="Large">It had many members when it was last read; changes may come without hints.</param>
public sealed record Hint(string ConversationId, DateTimeOffset Touched, bool Removed, bool Large);

/// <summary>A user has read a conversation up to a seq, where it had so many messages. It only moves forward.</summary>
public sealed record Cursor(long Seq, long Ordinal)
{
    public static Cursor Start { get; } = new(0, 0);

    public bool IsBeyond(Cursor other) => Seq > other.Seq;

    /// <summary>One's own message reads everything before it; the stored cursor follows it over the queues.</summary>
    public Cursor AfterOwn(string user, IReadOnlyList<Entry> entries) =>
        entries.LastOrDefault(entry => entry.Sender == user && entry.Kind == EntryKinds.Message) is { } own && own.Seq > Seq ? new(own.Seq, own.Ordinal) : this;
}

/// <summary>Table <c>Inbox</c>, PartitionKey <c>{tenant}|{user}</c>: <c>c|{conversation}</c> cursor · <c>t|{conversation}</c> hint.</summary>
static class InboxRows
{
    public const string Cursors = "c|", AfterCursors = "c}", Hints = "t|", AfterHints = "t}";

    public static string CursorKey(string conversationId) => Cursors + Keys.Escape(conversationId);

    static string HintKey(string conversationId) => Hints + Keys.Escape(conversationId);

    public static string ConversationOf(this TableEntity row) => Keys.Unescape(row.RowKey[Hints.Length..]);

    public static TableEntity HintRow(string partition, string conversationId, DateTimeOffset touched, bool removed) =>
        new(partition, HintKey(conversationId)) { ["Touched"] = touched, ["Removed"] = removed };

    public static TableEntity LargeRow(string partition, string conversationId, bool large) =>
        new(partition, HintKey(conversationId)) { ["Large"] = large };

    public static Hint ToHint(this TableEntity row) =>
        new(row.ConversationOf(), row.GetDateTimeOffset("Touched")!.Value, row.GetBoolean("Removed") ?? false, row.GetBoolean("Large") ?? false);

    public static TableEntity Row(this Cursor cursor, string partition, string conversationId) =>
        new(partition, CursorKey(conversationId)) { ["Seq"] = cursor.Seq, ["Ordinal"] = cursor.Ordinal };

    public static Cursor ToCursor(this TableEntity row) => new(row.GetInt64("Seq")!.Value, row.GetInt64("Ordinal")!.Value);
}
