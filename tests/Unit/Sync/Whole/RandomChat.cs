using Messaging.Contracts.Client;
using Messaging.Contracts.Queue;

namespace Messaging.Unit.Sync.Whole;

/// <summary>Everything that users, devices, instances and clocks do, in any order; and beside it what each user has read, as told.</summary>
sealed class RandomChat(Chat chat, Random random)
{
    static readonly string[] Users = ["ann", "bob", "cid"], Conversations = ["c1", "c2", "c3"], Reactions = ["+1", "heart"];

    readonly Dictionary<(string User, string Conversation), (long Read, long? Mark, long MarkedAt)> _read = [];
    readonly Disaster _disaster = new(chat);
    int _commands;

    public static IReadOnlyList<string> Everyone => Users;

    public async Task BeginAsync()
    {
        foreach (var user in Users)
            for (var device = 0; device < 2; device++) chat.Devices.Add(new(chat, user, random));
        foreach (var conversation in Conversations.Take(2))
            await chat.RouteAsync(Command(CommandKinds.CreateConversation, "ann", conversation) with { Members = ["bob"], Title = conversation });
        await chat.DrainAsync();
        foreach (var device in chat.Devices)
        {
            await device.AskAsync();
            await device.ApplyAsync();
        }
    }

    public Task StepAsync() => random.Next(36) switch
    {
        < 10 => chat.RouteAsync(Any()),
        < 13 => chat.FanOutAsync(random.Next(1, 4)),
        < 16 => chat.KeepInboxesAsync(random.Next(1, 4)),
        < 18 => Device().AskAsync(receipts: random.Next(2) == 0),
        < 20 => Device().ApplyAsync(),
        < 23 => Device().HandleAsync(),
        < 24 => Done(Device().Disconnect),
        < 25 => Done(() => chat.Sync.Time.Advance(TimeSpan.FromSeconds(random.Next(1, 100)))),
        < 26 => Done(random.Next(2) == 0 ? chat.RestartRoute : chat.RestartFanOut),
        < 29 => ReadAsync(Pick(Users), Pick(Conversations)),
        < 32 => ReceivedAsync(Device(), Pick(Conversations)),
        < 33 => NowAndThen(() => Done(chat.CrashSync)),
        < 34 => _disaster.ReplicateAsync(Pick(Conversations)),
        < 35 => NowAndThen(FailOverAsync),
        _ => MarkAsync(Pick(Users), Pick(Conversations)),
    };

    /// <summary>What a user who looks through the whole log would count.</summary>
    public long NaiveUnread(string user, string conversation, IReadOnlyList<Entry> log)
    {
        var joined = log.Last(entry => entry.Kind is EntryKinds.ConversationCreated or EntryKinds.MembersAdded && entry.Members!.Contains(user)).Seq;
        var own = log.LastOrDefault(entry => entry.Kind == EntryKinds.Message && entry.Sender == user)?.Seq ?? 0;
        var (read, mark, at) = _read.GetValueOrDefault((user, conversation));
        var from = mark is { } marked && own <= at ? Math.Min(marked, Math.Max(read, own) + 1) : Math.Max(read, own) + 1;
        return log.Count(entry => entry.Kind == EntryKinds.Message && entry.Seq >= from && entry.Seq > joined);
    }

    Command Any()
    {
        var (user, other, conversation, target) = (Pick(Users), Pick(Users), Pick(Conversations), random.Next(2, 10));
        return random.Next(20) switch
        {
            < 8 => Command(CommandKinds.SendMessage, user, conversation) with { Text = $"text {_commands}", ReplyTo = random.Next(3) == 0 ? target : null },
            < 11 => Command(CommandKinds.EditMessage, user, conversation) with { Target = target, Text = $"edit {_commands}" },
            < 12 => Command(CommandKinds.DeleteMessage, user, conversation) with { Target = target },
            < 14 => Command(CommandKinds.AddReaction, user, conversation) with { Target = target, Reaction = Pick(Reactions) },
            < 15 => Command(CommandKinds.RemoveReaction, user, conversation) with { Target = target, Reaction = Pick(Reactions) },
            < 16 => Command(random.Next(2) == 0 ? CommandKinds.PinMessage : CommandKinds.UnpinMessage, user, conversation) with { Target = target },
            < 18 => Command(CommandKinds.AddMembers, "ann", conversation) with { Members = [other] },
            < 19 => Command(CommandKinds.RemoveMembers, "ann", conversation) with { Members = [other] },
            _ => Command(CommandKinds.CreateConversation, "ann", "c3") with { Members = [other] },
        };
    }

    async Task ReadAsync(string user, string conversation)
    {
        if (await HeadAsync(conversation) is not { } head) return;
        var seq = random.NextInt64(1, head + 1);
        var before = (await chat.Sync.Inbox.StandingAsync(SyncWorld.Tenant, user, conversation, default)).Cursor.Seq;
        if (await chat.MoveCursorAsync(user, conversation, new() { Seq = seq }) != 204) return;
        var (read, mark, at) = _read.GetValueOrDefault((user, conversation));
        _read[(user, conversation)] = (Math.Max(read, seq), seq >= before ? null : mark, at);
    }

    /// <summary>Refused to who is no member, and of a log that was longer before it was restored.</summary>
    async Task ReceivedAsync(Device device, string conversation)
    {
        if (!device.Logs.TryGetValue(conversation, out var log)) return;
        var isOld = log.Epoch != (await chat.Sync.Conversations.HeadAsync(SyncWorld.Tenant, conversation, default))?.Epoch;
        Assert.True(await device.ReceivedAsync(conversation) is 204 or 403 || isOld);
    }

    /// <summary>When nothing waits: a mark is ended by what the user writes later, not by what was written before.</summary>
    async Task MarkAsync(string user, string conversation)
    {
        if (await HeadAsync(conversation) is not { } head) return;
        await chat.DrainAsync();
        var seq = random.NextInt64(1, head + 1);
        var answer = await chat.Sync.SetPreferences.RunAsync(SyncWorld.Request(user, body: $$"""{"unreadFrom":{{seq}}}"""), conversation, default);
        if (answer.Status() != 204) return;
        _read[(user, conversation)] = (_read.GetValueOrDefault((user, conversation)).Read, seq, head);
    }

    /// <summary>From then on what was read is what the inbox kept of it.</summary>
    async Task FailOverAsync()
    {
        var region = random.Next(2) == 0;
        if (await _disaster.HappenAsync(Users, region) is not { } restored) return;
        foreach (var conversation in region ? Conversations : [restored])
            if (await HeadAsync(conversation) is { } head)
                foreach (var user in Users)
                {
                    var standing = await chat.Sync.Inbox.StandingAsync(SyncWorld.Tenant, user, conversation, default);
                    _read[(user, conversation)] = (standing.Cursor.Seq, standing.Unread?.Seq, head);
                }
    }

    async Task<long?> HeadAsync(string conversation) => (await chat.Sync.Conversations.HeadAsync(SyncWorld.Tenant, conversation, default))?.Seq;

    Device Device() => chat.Devices[random.Next(chat.Devices.Count)];

    string Pick(string[] some) => some[random.Next(some.Length)];

    Command Command(string kind, string sender, string conversation) => new()
    {
        Kind = kind,
        Tenant = SyncWorld.Tenant,
        ConversationId = conversation,
        Sender = sender,
        ClientMessageId = $"{++_commands}",
        AcceptedAt = chat.Sync.Time.GetUtcNow(),
    };

    Task NowAndThen(Func<Task> step) => random.Next(4) == 0 ? step() : Task.CompletedTask;

    static Task Done(Action step)
    {
        step();
        return Task.CompletedTask;
    }
}
