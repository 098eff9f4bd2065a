using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Messaging.Contracts.Client;
using Messaging.Plumbing.Storage;
using Messaging.Unit.Sync.Whole;

namespace Messaging.Unit.Sync;

/// <summary>Old state and events, or a catch-up, make fresh state (Zulip's test): whatever was sent, edited, deleted, reacted to and read, whoever
/// came and went, whatever connections, events, instances and clocks did meanwhile.</summary>
public sealed class When_anything_happens_in_between
{
    const int Steps = 90, StepsSinceAllIsKnown = 30;

    [Property(MaxTest = 40)]
    public async Task Every_device_shows_after_a_catch_up_what_a_new_one_shows(int seed) => await ChatAsync(seed, async (chat, random) =>
    {
        foreach (var device in chat.Devices)
        {
            if (random.Next(2) == 0) device.Disconnect();
            await device.AskAsync();
            await device.ApplyAsync();
            await device.HandleAsync();
            await ExpectFreshAsync(chat, device);
            foreach (var id in device.List.Keys) await ExpectFreshReceiptsAsync(chat, device, id);
        }
    });

    [Property(MaxTest = 40)]
    public async Task Every_device_that_missed_nothing_shows_it_by_events_alone(int seed) => await ChatAsync(seed, async (chat, _) =>
    {
        foreach (var device in chat.Devices)
        {
            await device.AskAsync();
            await device.ApplyAsync();
        }
        for (var step = 0; step < StepsSinceAllIsKnown; step++) await chat.Said.StepAsync();
        await chat.DrainAsync();
        foreach (var device in chat.Devices)
        {
            await device.ApplyAsync();
            await device.HandleAsync();
        }
        foreach (var device in chat.Devices.Where(device => !device.Stale)) await ExpectFreshAsync(chat, device);
        foreach (var device in chat.Devices)
            foreach (var id in device.List.Keys) await ExpectFreshReceiptsAsync(chat, device, id);
    });

    [Property(MaxTest = 40)]
    public async Task Unread_is_what_a_naive_count_over_the_log_says(int seed) => await ChatAsync(seed, async (chat, random) =>
    {
        var said = chat.Said;
        foreach (var user in RandomChat.Everyone)
            foreach (var (id, shown) in (await FreshAsync(chat, user, random)).List)
                Assert.Equal((id, said.NaiveUnread(user, id, await LogAsync(chat, id))), (id, shown.Unread));
    });

    static async Task ChatAsync(int seed, Func<Chat, Random, Task> then)
    {
        var random = new Random(seed);
        var chat = new Chat(random);
        await chat.InitializeAsync();
        try
        {
            var said = new RandomChat(chat, random);
            chat.Said = said;
            await said.BeginAsync();
            for (var step = 0; step < Steps; step++) await said.StepAsync();
            await chat.DrainAsync();
            await then(chat, random);
        }
        finally { await chat.DisposeAsync(); }
    }

    static async Task<Device> FreshAsync(Chat chat, string user, Random random)
    {
        var fresh = new Device(chat, user, random);
        await fresh.AskAsync();
        await fresh.ApplyAsync();
        return fresh;
    }

    static async Task ExpectFreshAsync(Chat chat, Device device)
    {
        Assert.Equal((await FreshAsync(chat, device.User, new Random(1))).Shown(), device.Shown());
        foreach (var (id, log) in device.Logs)
        {
            var stored = await LogAsync(chat, id);
            Assert.Equal((id, stored[^1].Seq), (id, log.Last));
            Assert.Equal(stored.Where(entry => entry.Seq >= log.First).Select(Text), log.Entries.Select(Text));
        }
    }

    /// <summary>A device that may have missed an event is behind at most, unless the log was restored.</summary>
    static async Task ExpectFreshReceiptsAsync(Chat chat, Device device, string id)
    {
        if ((await chat.Sync.Conversations.HeadAsync(SyncWorld.Tenant, id, default))?.Epoch != device.Logs[id].Epoch) return;
        foreach (var fresh in (await chat.ReceiptsAsync(device.User, id))?.Receipts ?? [])
        {
            var held = device.Receipt(id, fresh.User);
            if (device.HasAllReceipts(id)) Assert.Equal((id, fresh), (id, held));
            else Assert.True(held.Seq <= fresh.Seq && held.Delivered <= fresh.Delivered, $"{id}: {held} is beyond {fresh}.");
        }
    }

    static string Text(Entry entry) => System.Text.Encoding.UTF8.GetString(entry.ToJson());

    static Task<IReadOnlyList<Entry>> LogAsync(Chat chat, string id) => chat.Sync.Conversations.EntriesAsync(SyncWorld.Tenant, id, 1, 10_000, default);
}
