using Azure;
using Azure.Data.Tables;
using Messaging.Plumbing.Storage;

namespace Messaging.Sync;

/// <param name="ConversationId">A conversation that the user is or was a member of.</param>
/// <param name="Touched">When the hint was last written: something changed before.</param>
/// <param name="Removed">The user was not a member then and has not been touched as one since.</param>
/// <param name="Large">It had many members when it was last read; changes may come without hints.</param>
public sealed record Hint(string ConversationId, DateTimeOffset Touched, bool Removed, bool Large)
{
    /// <summary>When the user's place in the SignalR group of a large conversation runs out, if a catch-up has renewed it.</summary>
    public DateTimeOffset? PlaceUntil { get; init; }
}

/// <summary>The user was invited; whether that still holds the conversation's own row tells.</summary>
public sealed record Invited(string ConversationId, ETag ETag);

/// <summary>Table <c>Inbox</c>, PartitionKey <c>{tenant}|{user}</c>: <c>c|{conversation}</c> standing · <c>t|{conversation}</c> hint ·
/// <c>i|{conversation}</c> invitation.
/// Every write merges: of a standing some columns belong to the cursor and change with If-Match, the rest are the user's to set.</summary>
static class InboxRows
{
    public const string Standings = "c|", AfterStandings = "c}", Hints = "t|", AfterHints = "t}", Invitations = "i|", AfterInvitations = "i}";

    public static string StandingKey(string conversationId) => Standings + Keys.Escape(conversationId);

    static string HintKey(string conversationId) => Hints + Keys.Escape(conversationId);

    public static string InvitationKey(string conversationId) => Invitations + Keys.Escape(conversationId);

    /// <summary>The least key after that of a conversation: no key has a character below a space.</summary>
    public static string InvitationsAfter(string? conversationId) => conversationId is null ? Invitations : InvitationKey(conversationId) + ' ';

    public static TableEntity InvitationRow(string partition, string conversationId, DateTimeOffset touched) =>
        new(partition, InvitationKey(conversationId)) { ["Touched"] = touched };

    public static Invited ToInvited(this TableEntity row) => new(row.ConversationOf(), row.ETag);

    public static string ConversationOf(this TableEntity row) => Keys.Unescape(row.RowKey[Hints.Length..]);

    public static TableEntity HintRow(string partition, string conversationId, DateTimeOffset touched, bool removed) =>
        new(partition, HintKey(conversationId)) { ["Touched"] = touched, ["Removed"] = removed };

    public static TableEntity LargeRow(string partition, string conversationId, bool large) =>
        new(partition, HintKey(conversationId)) { ["Large"] = large };

    public static TableEntity PlaceRow(string partition, string conversationId, DateTimeOffset until) =>
        new(partition, HintKey(conversationId)) { ["PlaceUntil"] = until };

    public static Hint ToHint(this TableEntity row) =>
        new(row.ConversationOf(), row.GetDateTimeOffset("Touched")!.Value, row.GetBoolean("Removed") ?? false, row.GetBoolean("Large") ?? false)
        {
            PlaceUntil = row.GetDateTimeOffset("PlaceUntil"),
        };

    public static TableEntity Row(this Cursor cursor, string partition, string conversationId)
    {
        var row = new TableEntity(partition, StandingKey(conversationId));
        cursor.WriteTo(row);
        return row;
    }

    public static void WriteTo(this Cursor cursor, TableEntity row) =>
        (row["Seq"], row["Ordinal"], row["Delivered"]) = (cursor.Seq, cursor.Ordinal, cursor.Delivered);

    /// <summary>Adds to a row that the mark, if there is one, is so; seq 0 means none, since a merge takes no column away.</summary>
    public static TableEntity Marked(this TableEntity row, UnreadMark? mark)
    {
        (row["UnreadFrom"], row["UnreadBefore"]) = (mark?.Seq ?? 0, mark?.Before ?? 0);
        return row;
    }

    public static Standing ToStanding(this TableEntity row) =>
        new(new Cursor(row.GetInt64("Seq") ?? 0, row.GetInt64("Ordinal") ?? 0, row.GetInt64("Delivered") ?? 0))
        {
            Unread = row.GetInt64("UnreadFrom") is > 0 and { } from ? new(from, row.GetInt64("UnreadBefore") ?? 0) : null,
            MutedUntil = row.GetDateTimeOffset("MutedUntil"),
            Pinned = row.GetBoolean("Pinned") ?? false,
            Archived = row.GetBoolean("Archived") ?? false,
        };
}
