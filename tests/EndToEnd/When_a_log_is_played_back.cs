using Messaging.Contracts.Client;
using Messaging.EndToEnd.Chaos;

namespace Messaging.EndToEnd;

/// <summary>Who looks for broken promises must find them.</summary>
public sealed class When_a_log_is_played_back
{
    static readonly Entry[] Sound =
    [
        Of(1, EntryKinds.ConversationCreated, "ann", "create", 0) with { Members = ["ann", "bob"] },
        Of(2, EntryKinds.Message, "ann", "1", 1) with { Text = "ann says 1", Reactions = [new("👍", 1)], Replies = 1 },
        Of(3, EntryKinds.ReactionAdded, "bob", "1", 1) with { Target = 2, Reaction = "👍" },
        Of(4, EntryKinds.Message, "bob", "2", 2) with { Text = "ann says 2", Thread = 2, ReplyTo = 2 },
        Of(5, EntryKinds.MessageEdited, "bob", "3", 2) with { Target = 4 },
    ];

    static readonly Doing[] Given = [.. new[] { ("ann", "1"), ("bob", "1"), ("bob", "2"), ("bob", "3") }.Select(it => Done(it.Item1, it.Item2))];

    [Fact]
    public void A_sound_one_breaks_nothing() => Assert.Empty(Played(it => it with { Text = it.Seq == 4 ? "bob says 3" : it.Text }));

    [Theory]
    [InlineData("seq 9 where 5 belongs"), InlineData("seq 2 has ordinal 7 instead of 1"), InlineData("seq 3 is of cid, no member")]
    [InlineData("seq 4 shows 'lost' instead of 'bob says 3'"), InlineData("seq 2 shows 0 replies instead of 1"), InlineData("a command of bob took effect twice")]
    [InlineData("nobody gave command 8 of bob"), InlineData("the commands of bob are out of order"), InlineData("seq 2 shows reactions (👍, 2) instead of (👍, 1)")]
    public void What_is_wrong_is_named(string broken) => Assert.Contains(broken, Played(it => (it.Seq, broken) switch
    {
        (5, "seq 9 where 5 belongs") => it with { Seq = 9 },
        (2, "seq 2 has ordinal 7 instead of 1") => it with { Ordinal = 7 },
        (3, "seq 3 is of cid, no member") => it with { Sender = "cid" },
        (4, "seq 4 shows 'lost' instead of 'bob says 3'") => it with { Text = "lost" },
        (2, "seq 2 shows 0 replies instead of 1") => it with { Replies = null },
        (5, "a command of bob took effect twice") => it with { ClientMessageId = "2" },
        (5, "nobody gave command 8 of bob") => it with { ClientMessageId = "8" },
        (3, "the commands of bob are out of order") => it with { ClientMessageId = "2" },
        (4, "the commands of bob are out of order") => it with { ClientMessageId = "1" },
        (2, "seq 2 shows reactions (👍, 2) instead of (👍, 1)") => it with { Reactions = [new("👍", 2)] },
        _ => it,
    }));

    [Fact]
    public void What_was_refused_must_not_be_there()
    {
        Given[0].Accepted = false;
        try { Assert.Contains("command 1 of ann was refused and took effect", Played(it => it)); }
        finally { Given[0].Accepted = true; }
    }

    static IReadOnlyList<string> Played(Func<Entry, Entry> change) => new ChaosReplay([.. Sound.Select(change)], Given).Broken();

    static Doing Done(string user, string id) => new("c", user, id, HttpMethod.Post, "messages") { Accepted = true };

    static Entry Of(long seq, string kind, string sender, string id, long ordinal) => new()
    {
        Seq = seq,
        Kind = kind,
        Sender = sender,
        ClientMessageId = id,
        Time = DateTimeOffset.UnixEpoch,
        Ordinal = ordinal,
    };
}
