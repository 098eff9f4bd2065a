using Messaging.Contracts.Client;
using Messaging.EndToEnd.Chaos;

namespace Messaging.EndToEnd;

/// <summary>Who looks for broken promises must find them.</summary>
public sealed class When_a_log_is_played_back
{
    static readonly DateTimeOffset Time = DateTimeOffset.UnixEpoch;

    static readonly Entry[] Sound =
    [
        Of(1, EntryKinds.ConversationCreated, "ann", "create", 0) with { Members = ["ann", "bob"] },
        Of(2, EntryKinds.Message, "ann", "1", 1) with { Text = "ann says 1", Reactions = [new("👍", 1)], Replies = 1, PinnedAt = Time },
        Of(3, EntryKinds.ReactionAdded, "bob", "1", 1) with { Target = 2, Reaction = "👍" },
        Of(4, EntryKinds.Message, "bob", "2", 2) with { Text = "bob says 3", Thread = 2, ReplyTo = 2 },
        Of(5, EntryKinds.MessageEdited, "bob", "3", 2) with { Target = 4, Text = "bob says 3" },
        Of(6, EntryKinds.MembersInvited, "ann", "2", 2) with { Members = ["cid"] },
        Of(7, EntryKinds.MembersAdded, "cid", "1", 2) with { Members = ["cid"] },
        Of(8, EntryKinds.Message, "cid", "2", 3) with { DeletedAt = Time },
        Of(9, EntryKinds.ReactionAdded, "cid", "3", 3) with { Target = 2 },
        Of(10, EntryKinds.MessagePinned, "ann", "3", 3) with { Target = 2 },
        Of(11, EntryKinds.Message, "ann", "expires", 4) with { DeletedAt = Time },
        Of(12, EntryKinds.MessageDeleted, "ann", "expiry", 4) with { Target = 11 },
        Of(13, EntryKinds.MembersRemoved, "operator", "erase-cid", 4) with { Members = ["cid"] },
    ];

    static readonly Doing[] Given = [.. Sound.Skip(1).Where(it => it.ClientMessageId != "expiry").Select(it => Done(it.Sender, it.ClientMessageId))];

    [Fact]
    public void A_sound_one_breaks_nothing() => Assert.Empty(Played(it => it));

    [Theory]
    [InlineData("seq 9 where 5 belongs"), InlineData("seq 2 has ordinal 7 instead of 1"), InlineData("seq 3, reaction-added, was not for eve to do")]
    [InlineData("seq 4 shows 'lost' instead of 'bob says 3'"), InlineData("seq 2 shows 0 replies instead of 1"), InlineData("a command of bob took effect twice")]
    [InlineData("nobody gave command 8 of bob"), InlineData("the commands of bob are out of order"), InlineData("seq 2 shows reactions (👍, 2) instead of (👍, 1)")]
    [InlineData("seq 8 shows 'cid says 2' instead of ''"), InlineData("seq 9, reaction-added, makes no sense there"), InlineData("seq 2 shows '' as the time of its pin")]
    [InlineData("seq 7, members-added, was not for cid to do"), InlineData("seq 12, message-deleted, was not for ann to do"), InlineData("seq 13, members-removed, was not for operator to do")]
    [InlineData("seq 10, message-pinned, was not for bob to do")]
    public void What_is_wrong_is_named(string broken) => Assert.Contains(broken, Played(it => (it.Seq, broken) switch
    {
        (5, "seq 9 where 5 belongs") => it with { Seq = 9 },
        (2, "seq 2 has ordinal 7 instead of 1") => it with { Ordinal = 7 },
        (3, "seq 3, reaction-added, was not for eve to do") => it with { Sender = "eve" },
        (4, "seq 4 shows 'lost' instead of 'bob says 3'") => it with { Text = "lost" },
        (2, "seq 2 shows 0 replies instead of 1") => it with { Replies = null },
        (5, "a command of bob took effect twice") => it with { ClientMessageId = "2" },
        (5, "nobody gave command 8 of bob") => it with { ClientMessageId = "8" },
        (3, "the commands of bob are out of order") => it with { ClientMessageId = "2" },
        (4, "the commands of bob are out of order") => it with { ClientMessageId = "1" },
        (2, "seq 2 shows reactions (👍, 2) instead of (👍, 1)") => it with { Reactions = [new("👍", 2)] },
        (8, "seq 8 shows 'cid says 2' instead of ''") => it with { Text = "cid says 2" },
        (9, "seq 9, reaction-added, makes no sense there") => it with { Reaction = "👍" },
        (2, "seq 2 shows '' as the time of its pin") => it with { PinnedAt = null },
        (6, "seq 7, members-added, was not for cid to do") => it with { Members = ["dan"] },
        (12, "seq 12, message-deleted, was not for ann to do") => it with { Time = Time.AddSeconds(-1) },
        (13, "seq 13, members-removed, was not for operator to do") => it with { Members = ["bob"] },
        (10, "seq 10, message-pinned, was not for bob to do") => it with { Sender = "bob" },
        _ => it,
    }));

    [Fact]
    public void What_was_refused_must_not_be_there()
    {
        Given[0].Accepted = false;
        try { Assert.Contains("command 1 of ann was refused and took effect", Played(it => it)); }
        finally { Given[0].Accepted = true; }
    }

    [Theory]
    [InlineData(null, "target-gone", "send-message 1 of ann has the fate target-gone and is at 2")]
    [InlineData(3L, null, "send-message 1 of ann has the fate 3 and is at 2")]
    public void What_became_of_it_is_where_it_is(long? seq, string? reason, string broken) =>
        Assert.Contains(broken, Played(it => it, new AuditLine { User = "ann", ClientMessageId = "1", Command = "send-message", Seq = seq, Reason = reason }));

    [Fact]
    public void What_was_appended_is_there() =>
        Assert.Contains("send-message 9 of bob is not at 4", Played(it => it, new AuditLine { User = "bob", ClientMessageId = "9", Command = "send-message", Seq = 4 }));

    static IReadOnlyList<string> Played(Func<Entry, Entry> change, params AuditLine[] fates) =>
        new ChaosReplay([.. Sound.Select(change)], Given, fates, new HashSet<string>(["cid"])).Broken();

    static Doing Done(string user, string id) =>
        new("c", user, [id], HttpMethod.Post, "messages") { Accepted = true, ExpiresAt = id == "expires" ? Time : null };

    static Entry Of(long seq, string kind, string sender, string id, long ordinal) => new()
    {
        Seq = seq,
        Kind = kind,
        Sender = sender,
        ClientMessageId = id,
        Time = Time,
        Ordinal = ordinal,
    };
}
