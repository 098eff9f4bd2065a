using Messaging.Contracts.Client;
using Messaging.Contracts.Queue;

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
        Assert.Equal(Members(log).Order(), members.Select(it => it.User).Order());
        Assert.Equal(members.Count, head.MemberCount);
        Assert.Equal(log.Count, log.DistinctBy(it => (it.Sender, it.ClientMessageId)).Count());
        OrdinalsCount(log);
        PagesShowThePresent(log);
        await EveryCommandHasAFateAsync(world, log, accepted);
        EachSendersOrderIsKept(log, accepted);
    }

    /// <summary>Replays who was a member when, and checks that nobody else has written.</summary>
    static IReadOnlySet<string> Members(IEnumerable<Entry> log)
    {
        HashSet<string> members = [];
        foreach (var entry in log)
        {
            if (entry.Kind == EntryKinds.MembersAdded) Assert.DoesNotContain(entry.Members!, members.Contains);
            if (entry.Kind == EntryKinds.MembersRemoved) Assert.All(entry.Members!, user => Assert.Contains(user, members));
            if (entry.Kind != EntryKinds.ConversationCreated) Assert.Contains(entry.Sender, members);
            if (entry.Kind is EntryKinds.ConversationCreated or EntryKinds.MembersAdded) members.UnionWith(entry.Members!);
            if (entry.Kind == EntryKinds.MembersRemoved) members.ExceptWith(entry.Members!);
        }
        return members;
    }

    static void OrdinalsCount(IEnumerable<Entry> log)
    {
        long messages = 0;
        foreach (var entry in log) Assert.Equal(messages += entry.Kind == EntryKinds.Message ? 1 : 0, entry.Ordinal);
    }

    static void PagesShowThePresent(IReadOnlyList<Entry> log)
    {
        foreach (var message in log.Where(it => it.Kind == EntryKinds.Message))
        {
            var changes = log.Where(it => it.Target == message.Seq).ToList();
            if (changes.Count == 0) Assert.Equal(Text(message.Sender, message.ClientMessageId), message.Text);
            else if (changes[^1] is { Kind: EntryKinds.MessageEdited } edit)
                Assert.Equal((Text(edit.Sender, edit.ClientMessageId), Text(edit.Sender, edit.ClientMessageId), edit.Time), (message.Text, edit.Text, message.EditedAt));
            else Assert.Equal((null, changes[^1].Time), (message.Text, message.DeletedAt));
            Assert.All(changes.SkipLast(1), change => Assert.Equal((EntryKinds.MessageEdited, null), (change.Kind, change.Text)));
        }
    }

    static async Task EveryCommandHasAFateAsync(RouteWorld world, IReadOnlyList<Entry> log, IEnumerable<Command> accepted)
    {
        foreach (var command in accepted)
        {
            var fate = Assert.IsType<Messaging.Plumbing.Storage.Fate>(await world.FateAsync(command));
            var entry = log.SingleOrDefault(it => (it.Sender, it.ClientMessageId) == (command.Sender, command.ClientMessageId));
            Assert.True(fate.Seq is null != fate.Reason is null);
            if (entry is not null) Assert.Equal(entry.Seq, fate.Seq);
            else Assert.True(fate.Reason is not null || command.Kind is CommandKinds.AddMembers or CommandKinds.RemoveMembers or CommandKinds.CreateConversation);
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
