using Messaging.Contracts.Client;
using Messaging.Contracts.Queue;
using Messaging.Plumbing.Storage;

namespace Messaging.Unit.Route;

/// <summary>Plays a log from its beginning and holds it against what every log must be.</summary>
static class LogReplay
{
    public static async Task HoldsAsync(RouteWorld world, string conversation, IReadOnlyList<Command> accepted)
    {
        var (log, head) = (await world.LogAsync(conversation), (await world.HeadAsync(conversation))!);
        var members = await world.Reader.MembersAsync(Some.Tenant, conversation, default);

        Assert.Equal(Enumerable.Range(1, log.Count).Select(seq => (long)seq), log.Select(it => it.Seq));
        Assert.Equal(log.Count, head.Seq);
        Assert.Equal(log.Count(it => it.Kind == EntryKinds.Message), head.Messages);
        Assert.Equal(log.Select(it => it.Time).Order(), log.Select(it => it.Time));
        var erasures = await ErasuresAsync(world, accepted);
        Assert.Equal(Members(log, accepted).Order(), members.Select(it => it.User).Order());
        Assert.Equal(members.Count, head.MemberCount);
        Assert.Equal(log.Count, log.DistinctBy(it => (it.Sender, it.ClientMessageId)).Count());
        OrdinalsCount(log);
        await MarksAreThoseOfTheLogAsync(world, conversation, log, erasures, head);
        PagesShowThePresent(log, erasures);
        await EveryCommandHasAFateAsync(world, log, accepted);
        EachSendersOrderIsKept(log, accepted);
    }

    /// <summary>Of whom everything up to which seq is gone.</summary>
    static async Task<IReadOnlyList<(string User, long Seq)>> ErasuresAsync(RouteWorld world, IReadOnlyList<Command> accepted)
    {
        List<(string, long)> erasures = [];
        foreach (var command in accepted.Where(it => it.Kind == CommandKinds.EraseUser))
            erasures.Add((command.Members![0], (await world.FateAsync(command))!.Seq!.Value));
        return erasures;
    }

    /// <summary>Replays who was a member when, and checks that nobody else has written.</summary>
    static IReadOnlySet<string> Members(IEnumerable<Entry> log, IReadOnlyList<Command> accepted)
    {
        var expiries = accepted.Where(it => it.Kind == CommandKinds.ExpireMessage).Select(it => (it.Sender, it.ClientMessageId)).ToHashSet();
        HashSet<string> members = [RandomCommands.Operator];
        foreach (var entry in log)
        {
            if (entry.Kind == EntryKinds.MembersAdded) Assert.DoesNotContain(entry.Members!, members.Contains);
            if (entry is { Kind: EntryKinds.MembersRemoved, Banned: null }) Assert.All(entry.Members!, user => Assert.Contains(user, members));
            // Who joins or declines is no member before; a message ends whether its sender is still there or not.
            var alone = entry.Kind is EntryKinds.MembersAdded or EntryKinds.MembersUninvited && entry.Members!.SequenceEqual([entry.Sender])
                || expiries.Contains((entry.Sender, entry.ClientMessageId));
            if (entry.Kind != EntryKinds.ConversationCreated && !alone) Assert.Contains(entry.Sender, members);
            if (entry.Kind is EntryKinds.ConversationCreated or EntryKinds.MembersAdded) members.UnionWith(entry.Members!);
            if (entry.Kind == EntryKinds.MembersRemoved) members.ExceptWith(entry.Members!);
        }
        members.Remove(RandomCommands.Operator);
        return members;
    }

    static void OrdinalsCount(IEnumerable<Entry> log)
    {
        long messages = 0;
        foreach (var entry in log) Assert.Equal(messages += entry.Kind == EntryKinds.Message ? 1 : 0, entry.Ordinal);
    }

    static void PagesShowThePresent(IReadOnlyList<Entry> log, IReadOnlyList<(string User, long Seq)> erasures)
    {
        foreach (var message in log.Where(it => it.Kind == EntryKinds.Message))
        {
            var changes = log.Where(it => it.Target == message.Seq && it.Kind is EntryKinds.MessageEdited or EntryKinds.MessageDeleted).Where(it => it.Target == message.Seq).ToList();
            if (erasures.Any(it => it.User == message.Sender && it.Seq >= message.Seq))
            {
                Assert.All([message, .. changes], gone => Assert.Null(gone.Text));
                Assert.NotNull(message.DeletedAt);
                continue;
            }
            if (changes.Count == 0) Assert.Equal(Text(message.Sender, message.ClientMessageId), message.Text);
            else if (changes[^1] is { Kind: EntryKinds.MessageEdited } edit)
                Assert.Equal((Text(edit.Sender, edit.ClientMessageId), Text(edit.Sender, edit.ClientMessageId), edit.Time), (message.Text, edit.Text, message.EditedAt));
            else Assert.Equal((null, changes[^1].Time), (message.Text, message.DeletedAt));
            Assert.All(changes.SkipLast(1), change => Assert.Equal((EntryKinds.MessageEdited, null), (change.Kind, change.Text)));
        }
    }

    /// <summary>Reactions, pins, answers, mentions, invitations and bans, replayed, are the rows that are there.</summary>
    static async Task MarksAreThoseOfTheLogAsync(
        RouteWorld world, string conversation, IReadOnlyList<Entry> log, IReadOnlyList<(string User, long Seq)> erasures, Head head)
    {
        HashSet<string> marks = [];
        foreach (var entry in log)
        {
            Play(entry, marks);
            foreach (var (user, seq) in erasures.Where(it => it.Seq == entry.Seq)) Erase(user, log.Take((int)seq), marks);
        }
        foreach (var message in log.Where(it => it.Kind == EntryKinds.Message))
        {
            if (message.DeletedAt is not null) marks.Remove(Keys.Pin(message.Seq));
            foreach (var user in message.Mentions ?? []) marks.Add(Keys.Mention(user, message.Seq));
            if (message.DeletedAt is null)
                Assert.All(message.Reactions ?? [], it => Assert.Equal(it.Count, marks.Count(mark => mark.StartsWith(Keys.Reaction(message.Seq, "", "")[..^1], StringComparison.Ordinal) && mark.EndsWith("|" + it.Reaction, StringComparison.Ordinal))));
        }
        List<string> stored = [];
        foreach (var prefix in new[] { "r|", "p|", "t|", "n|", "i|", "b|" })
            stored.AddRange((await world.Reader.MarksAsync(Some.Tenant, conversation, prefix, 1000, default)).Select(mark => mark.RowKey));
        Assert.Equal(marks.Order(StringComparer.Ordinal), stored.Order(StringComparer.Ordinal));
        Assert.Equal(marks.Count(mark => mark.StartsWith("p|", StringComparison.Ordinal)), head.Pins);
    }

    /// <summary>The user's reactions and invitation go, and all reactions to what the user wrote; those to a deleted message stay as they were.</summary>
    static void Erase(string user, IEnumerable<Entry> log, HashSet<string> marks)
    {
        var deleted = log.Where(it => it.Kind == EntryKinds.MessageDeleted).Select(it => it.Target).ToHashSet();
        foreach (var message in log.Where(it => it.Kind == EntryKinds.Message && it.Sender == user && !deleted.Contains(it.Seq)))
            marks.RemoveWhere(mark => mark.StartsWith(Keys.Reactions(message.Seq), StringComparison.Ordinal));
        marks.RemoveWhere(mark => mark.Split('|') is ["r", _, var by, _] && by == user);
        marks.Remove(Keys.Invitation(user));
    }

    static void Play(Entry entry, HashSet<string> marks)
    {
        switch (entry.Kind)
        {
            case EntryKinds.ReactionAdded or EntryKinds.ReactionRemoved when entry.Reaction is null: break;
            case EntryKinds.Message when entry.Thread is { } thread: marks.Add(Keys.Answer(thread, entry.Seq)); break;
            case EntryKinds.ReactionAdded: Assert.True(marks.Add(Keys.Reaction(entry.Target!.Value, entry.Sender, entry.Reaction!))); break;
            case EntryKinds.ReactionRemoved: Assert.True(marks.Remove(Keys.Reaction(entry.Target!.Value, entry.Sender, entry.Reaction!))); break;
            case EntryKinds.MessagePinned: Assert.True(marks.Add(Keys.Pin(entry.Target!.Value))); break;
            case EntryKinds.MessageUnpinned: Assert.True(marks.Remove(Keys.Pin(entry.Target!.Value))); break;
            case EntryKinds.MembersInvited: marks.UnionWith(entry.Members!.Select(Keys.Invitation)); break;
            case EntryKinds.MembersUninvited: Assert.All(entry.Members!, user => Assert.True(marks.Remove(Keys.Invitation(user)))); break;
            case EntryKinds.MembersAdded: marks.ExceptWith(entry.Members!.Select(Keys.Invitation)); break;
            case EntryKinds.MembersUnbanned: marks.ExceptWith(entry.Members!.Select(Keys.Ban)); break;
            case EntryKinds.MembersRemoved when entry.Banned == true:
                marks.ExceptWith(entry.Members!.Select(Keys.Invitation));
                marks.UnionWith(entry.Members!.Select(Keys.Ban));
                break;
        }
    }

    static readonly string[] AlwaysAppends = [CommandKinds.SendMessage, CommandKinds.EditMessage, CommandKinds.DeleteMessage];

    static async Task EveryCommandHasAFateAsync(RouteWorld world, IReadOnlyList<Entry> log, IEnumerable<Command> accepted)
    {
        foreach (var command in accepted)
        {
            var fate = Assert.IsType<Fate>(await world.FateAsync(command));
            var entry = log.SingleOrDefault(it => (it.Sender, it.ClientMessageId) == (command.Sender, command.ClientMessageId));
            Assert.True(fate.Seq is null != fate.Reason is null);
            if (entry is not null) Assert.Equal(entry.Seq, fate.Seq);
            else Assert.True(fate.Reason is not null || !AlwaysAppends.Contains(command.Kind));
        }
    }

    static void EachSendersOrderIsKept(IEnumerable<Entry> log, IReadOnlyList<Command> accepted)
    {
        foreach (var sender in accepted.Select(it => it.Sender).Distinct())
        {
            var sent = accepted.Where(it => it.Sender == sender).Select(it => it.ClientMessageId).Distinct().ToList();
            var got = log.Where(it => it.Sender == sender).Select(it => it.ClientMessageId).ToList();
            Assert.Equal(sent.Where(got.Contains), got);
        }
    }

    /// <summary>What <see cref="RandomCommands"/> lets a command say.</summary>
    public static string Text(string sender, string id) => $"{sender} says {id}";
}
