using Azure.Data.Tables;
using Messaging.Contracts.Client;
using Messaging.Contracts.Queue;
using Messaging.Plumbing;
using Messaging.Plumbing.Storage;
using Messaging.Route;
using Messaging.Route.Erasure;
using Messaging.Route.Lane;
using Messaging.Route.Live;
using Messaging.Route.Log;
using Messaging.Route.Retention;
using Messaging.Tables;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Messaging.Unit.Route;

/// <summary>Route's rooms over a real table service; SignalR, the queue and the drill are recorded.</summary>
public sealed class RouteWorld : IAsyncLifetime
{
    TableServer _server = null!;
    TableServiceClient _tables = null!;

    public TableFaults Faults { get; } = new();
    public RecordedGroups Groups { get; private set; } = null!;
    public RecordedQueue Queue { get; } = new();
    public ConversationReader Reader { get; private set; } = null!;

    /// <summary>A slow machine must not look like a long hold or a spent patience.</summary>
    public RouteOptions Options { get; } = new() { HoldSeconds = 100_000, PatienceSeconds = 2_000 };

    public TablesOptions TablesOptions { get; } = new();

    public HastyTime Time { get; } = new();

    public async Task InitializeAsync()
    {
        _server = await TableServer.StartAsync(new TableServerOptions { Port = 0, Data = null });
        var options = new TableClientOptions { Retry = { MaxRetries = 0 } };
        options.AddPolicy(Faults, Azure.Core.HttpPipelinePosition.PerCall);
        _tables = new TableServiceClient(_server.ConnectionString, options);
        await _tables.CreateTableIfNotExistsAsync(TableNames.Conversations);
        Reader = new ConversationReader(new TableServiceClient(_server.ConnectionString), Microsoft.Extensions.Options.Options.Create(TablesOptions));
        Groups = new RecordedGroups(Faults.Journal);
    }

    public async Task DisposeAsync() => await _server.DisposeAsync();

    /// <summary>What is older than the days given goes, as if so many days had passed.</summary>
    public ForgetContent NewRetention(RetentionOptions options, TimeSpan later) => NewRetention(options, new FakeTimeProvider(TimeProvider.System.GetUtcNow() + later));

    public ForgetContent NewRetention(RetentionOptions options, TimeProvider time)
    {
        var these = Microsoft.Extensions.Options.Options.Create(options);
        return new(_tables, new OldContent(new ContentRows(_tables, time), these, time), these, time, NullLogger<ForgetContent>.Instance);
    }

    /// <summary>The memory of one process.</summary>
    public Instance NewInstance(Drill? drill = null) => new(this, _tables, drill);

    public async Task<IReadOnlyList<Entry>> LogAsync(string conversation = Some.Conversation) =>
        await Reader.EntriesAsync(Some.Tenant, conversation, 1, long.MaxValue - 1, default);

    public Task<Head?> HeadAsync(string conversation = Some.Conversation) => Reader.HeadAsync(Some.Tenant, conversation, default);

    public Task<Fate?> FateAsync(Command command) =>
        Reader.FateAsync(command.Tenant, command.ConversationId, command.Sender, command.ClientMessageId, default);

    public sealed class Instance
    {
        public Instance(RouteWorld world, TableServiceClient tables, Drill? drill)
        {
            var (options, ids, time) = (Microsoft.Extensions.Options.Options.Create(world.Options), new Ids(), (TimeProvider)world.Time);
            var cache = new ConversationCache(options);
            var groups = new ConversationGroups(world.Groups, world.Reader, tables, time, NullLogger<ConversationGroups>.Instance);
            Log = new ConversationLog(tables, Microsoft.Extensions.Options.Options.Create(world.TablesOptions), cache, groups, new UserContent(new ContentRows(tables, time), time), ids, time, NullLogger<ConversationLog>.Instance);
            Router = new CommandRouter(Log, cache, groups, new FanOutPublisher(world.Queue, ids), new Patience(time, NullLogger<Patience>.Instance),
                drill ?? new Drill(options), time, options, NullLogger<CommandRouter>.Instance);
            Function = new RouteCommands(new LaneAttempts(Router, new Quarantine(), options, NullLogger<LaneAttempts>.Instance),
                new LaneHolds(options, time), time, options, NullLogger<RouteCommands>.Instance);
        }

        public ConversationLog Log { get; }
        public CommandRouter Router { get; }
        public RouteCommands Function { get; }

        /// <summary>Fails instead of trying for ever.</summary>
        public async Task<IReadOnlyList<Command>> RouteAsync(params Command[] commands)
        {
            using var deadline = new CancellationTokenSource(TimeSpan.FromMinutes(1));
            return await Router.RouteAsync(commands, deadline.Token);
        }
    }
}
