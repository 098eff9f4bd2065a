using Azure.Data.Tables;
using Azure.Messaging.ServiceBus;
using Messaging.Contracts;
using Messaging.Contracts.Client;
using Messaging.Contracts.Queue;
using Messaging.Plumbing.Queueing;
using Messaging.Plumbing.Storage;
using Messaging.Sync;
using Microsoft.Azure.Functions.Worker;
using Moq;

namespace Messaging.Unit.Sync;

public sealed class When_a_user_is_erased : IAsyncLifetime
{
    static readonly ServiceBusReceivedMessage Hint = Message(FactTypes.InboxTouched, new InboxTouched { Tenant = SyncWorld.Tenant, Touches = [new("c", ["bob"])] }),
        Removal = Message(FactTypes.InboxTouched, new InboxTouched { Tenant = SyncWorld.Tenant, Touches = [new("c", ["bob"], Removed: true)] }),
        Cursor = Message(FactTypes.InboxTouched, new InboxTouched { Tenant = SyncWorld.Tenant, Cursors = [new("c", "bob", 7, 6)] });

    readonly SyncWorld _world = new();
    readonly Mock<ServiceBusMessageActions> _actions = new(MockBehavior.Strict);

    public async Task InitializeAsync()
    {
        await _world.InitializeAsync();
        await _world.HasConversationAsync("c", ["ada", "bob"], messages: 3);
        foreach (var user in new[] { "ada", "bob" }) await _world.TouchAsync("c", user);
        await _world.SetPreferences.RunAsync(SyncWorld.Request("bob", body: """{"pinned":true}"""), "c", default);
    }

    public Task DisposeAsync() => _world.DisposeAsync();

    [Fact]
    public async Task Nothing_of_the_inbox_is_left_and_others_keep_theirs()
    {
        await RunAsync([.. Enumerable.Range(0, 130).Select(c => Message(FactTypes.InboxTouched, new InboxTouched
        {
            Tenant = SyncWorld.Tenant,
            Touches = [new($"c{c}", ["bob", "bobby"], Invited: c % 2 == 0)],
        }))]);

        await RunAsync(Erasure());

        Assert.Empty(await RowsAsync("bob"));
        Assert.Single(await RowsAsync("ada"));
        Assert.Equal(130, (await RowsAsync("bobby")).Count);
    }

    [Theory]
    [InlineData(0), InlineData(1), InlineData(2), InlineData(3), InlineData(4), InlineData(5)]
    public async Task What_was_on_its_way_goes_an_hour_later_in_whatever_order_it_came(int seed)
    {
        await _world.LeavesAsync("c", "bob");
        var erasure = Erasure();
        ServiceBusReceivedMessage[] facts = [Hint, Removal, Cursor, erasure, erasure, Removal];
        new Random(seed).Shuffle(facts);
        foreach (var batch in facts.Chunk(1 + seed % 3)) await RunAsync(batch);

        _world.Time.Advance(TimeSpan.FromHours(1));
        await RunAsync(erasure);

        Assert.Empty(await RowsAsync("bob"));
    }

    [Fact]
    public async Task It_has_the_last_word_in_a_batch()
    {
        await RunAsync(Erasure(), Hint, Cursor);
        Assert.Empty(await RowsAsync("bob"));
    }

    [Fact]
    public async Task What_the_user_began_since_stays_when_it_comes_again()
    {
        var erasure = Erasure();
        await RunAsync(erasure);
        await _world.LeavesAsync("c", "bob");
        _world.Time.Advance(TimeSpan.FromMinutes(1));
        await _world.HasConversationAsync("new", ["ada", "bob"], messages: 1);
        await _world.TouchAsync("new", "bob");
        await _world.PutAsync("open", partition => new Mark(Keys.Invitation("bob"), "ada", _world.Time.GetUtcNow(), 1).Row(partition));
        await RunAsync(Removal, Message(FactTypes.InboxTouched, new InboxTouched { Tenant = SyncWorld.Tenant, Touches = [new("open", ["bob"], Invited: true)] }));

        _world.Time.Advance(TimeSpan.FromHours(1));
        await RunAsync(erasure);

        Assert.Equal(["i|open", "t|new"], await RowsAsync("bob"));
    }

    [Fact]
    public async Task A_repair_brings_nothing_back()
    {
        await _world.LeavesAsync("c", "bob");
        await RunAsync(Erasure());
        var repaired = (await _world.RepairInbox.RunAsync(SyncWorld.Request("bob"), default)).Body<InboxRepaired>();
        Assert.Equal((0, 0, true), (repaired.Conversations, repaired.Missing.Count, repaired.Proven));
        Assert.Empty(await RowsAsync("bob"));
    }

    [Fact]
    public async Task What_a_catch_up_notes_meanwhile_makes_no_hint_of_its_own()
    {
        await RunAsync(Erasure());
        await _world.Inbox.MarkLargeAsync(SyncWorld.Tenant, "bob", "c", true, default);
        await _world.Inbox.MarkPlaceAsync(SyncWorld.Tenant, "bob", "c", _world.Time.GetUtcNow(), default);
        Assert.Empty(await RowsAsync("bob"));
        Assert.Empty((await _world.SyncAsync("bob", new())).Changed);
    }

    Task RunAsync(params ServiceBusReceivedMessage[] messages) => _world.KeepInboxes.RunAsync(messages, _actions.Object, default);

    ServiceBusReceivedMessage Erasure() => Message(FactTypes.UserErased, new UserErased(SyncWorld.Tenant, "bob", _world.Time.GetUtcNow()));

    async Task<IReadOnlyList<string>> RowsAsync(string user)
    {
        var partition = Keys.Partition(SyncWorld.Tenant, user);
        return await _world.Table(TableNames.Inbox).QueryAsync<TableEntity>(row => row.PartitionKey == partition).Select(row => row.RowKey).ToListAsync();
    }

    static ServiceBusReceivedMessage Message<T>(string type, T fact) => ServiceBusModelFactory.ServiceBusReceivedMessage(
        Envelope.Wrap(fact, type, "test", "m").Body, messageId: "m", properties: new Dictionary<string, object> { [Envelope.Type] = type });
}
