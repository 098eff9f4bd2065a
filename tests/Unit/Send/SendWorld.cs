using System.Text;
using Azure.Data.Tables;
using Messaging.Contracts;
using Messaging.Contracts.Queue;
using Messaging.Plumbing;
using Messaging.Plumbing.Auth;
using Messaging.Plumbing.Storage;
using Messaging.Send;
using Messaging.Send.Combining;
using Messaging.Send.Conversations;
using Messaging.Send.Erasure;
using Messaging.Send.Later;
using Messaging.Send.Members;
using Messaging.Send.Messages;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Moq;

namespace Messaging.Unit.Send;

/// <summary>App Send between a table that the test fills and queues that the test reads. The bearer token is the caller's name.</summary>
sealed class SendWorld
{
    public const string Operator = "root";

    readonly Mock<CallerAuthentication> _callers = new(Options.Create(new AuthOptions { Authority = "http://localhost" }));
    readonly Mock<ConversationReader> _table = new(Mock.Of<TableServiceClient>(), Options.Create(new TablesOptions()));
    readonly IOptions<SendOptions> _options;

    public SendWorld(SendOptions? options = null, TableServiceClient? tables = null)
    {
        _options = Options.Create(options ?? new SendOptions());
        _callers.Setup(callers => callers.CallerOfAsync(It.IsAny<HttpRequest>())).ReturnsAsync((HttpRequest request) =>
            request.Headers.Authorization.ToString() is { Length: > 0 } user ? new Caller("acme", user, IsOperator: user == Operator) : null);
        var drafts = new Drafts(new Ids(), Time);
        (Conversations, Messages, Members) = (new(drafts, _options), new(drafts), new(drafts));
        Combiner = new(Queues, new Ids(), _options, Time, NullLogger<LaneCombiner>.Instance);
        Outbox = new(Combiner, Queues, new Ids());
        Scheduled = new(tables ?? Mock.Of<TableServiceClient>(), _options);
        Schedule = new(Scheduled, Outbox, Queues, new Ids(), Time);
        var standings = new Standings(_options, Time);
        Door = new(_callers.Object, new RateLimits(_options), new Membership(_table.Object, standings, Time), standings, Outbox, Schedule, NullLogger<Door>.Instance);
    }

    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));
    public CaughtQueues Queues { get; } = new();
    public ConversationDrafts Conversations { get; }
    public MessageDrafts Messages { get; }
    public MemberDrafts Members { get; }
    public LaneCombiner Combiner { get; }
    public Outbox Outbox { get; }
    public ScheduledTable Scheduled { get; }
    public Schedule Schedule { get; }
    public Door Door { get; }

    /// <summary>Reads of member rows so far.</summary>
    public int MemberReads => _table.Invocations.Count(call => call.Method.Name == nameof(ConversationReader.MemberAsync));

    /// <summary>A group whose first member is its owner.</summary>
    public void Exists(string conversation, params string[] members) => Exists(conversation, ConversationKinds.Group, archived: false, members);

    public void Exists(string conversation, string kind, bool archived, params string[] members)
    {
        _table.Setup(table => table.HeadAsync("acme", conversation, default)).ReturnsAsync(new Head
        {
            Seq = 1,
            Messages = 0,
            Epoch = "1",
            Kind = kind,
            Archived = archived,
            MemberCount = members.Length,
            LastTime = Time.GetUtcNow(),
        });
        foreach (var user in members) Is(conversation, user, user == members[0] && kind != ConversationKinds.Direct ? MemberRoles.Owner : MemberRoles.Member);
    }

    public void Is(string conversation, string user, string role, DateTimeOffset? mutedUntil = null) =>
        _table.Setup(table => table.MemberAsync("acme", conversation, user, default))
            .ReturnsAsync(new Member(user, role, Time.GetUtcNow(), Time.GetUtcNow()) { MutedUntil = mutedUntil });

    public void Became(string conversation, string sender, string clientMessageId, Fate fate) =>
        _table.Setup(table => table.FateAsync("acme", conversation, sender, clientMessageId, default)).ReturnsAsync(fate);

    public void IsGone(string conversation, string user) =>
        _table.Setup(table => table.MemberAsync("acme", conversation, user, default)).ReturnsAsync((Member?)null);

    public void Left(string user, params string[] conversations) =>
        _table.Setup(table => table.TracesAsync("acme", user, null, default))
            .Returns(new[] { ((IReadOnlyList<string>)conversations, (string?)null) }.ToAsyncEnumerable());

    public void TableFails(Exception failure) =>
        _table.Setup(table => table.MemberAsync("acme", It.IsAny<string>(), It.IsAny<string>(), default)).ThrowsAsync(failure);

    public Task<Answer> PostAsync(string? user, string conversation, string body) =>
        AnswerAsync(new PostMessages(Door, Messages).RunAsync(Request(user, body), conversation, default));

    public Task<Answer> CreateAsync(string user, string body) =>
        AnswerAsync(new CreateConversation(Door, Conversations).RunAsync(Request(user, body), default));

    public Task<Answer> AddAsync(string user, string conversation, string body) =>
        AnswerAsync(new AddMembers(Door, Members).RunAsync(Request(user, body), conversation, default));

    public Task<Answer> RemoveAsync(string user, string conversation, string removed) =>
        AnswerAsync(new RemoveMember(Door, Members).RunAsync(Request(user, ""), conversation, removed, default));

    public Task<Answer> EditAsync(string user, string conversation, long seq, string body) =>
        AnswerAsync(new EditMessage(Door, Messages).RunAsync(Request(user, body), conversation, seq, default));

    public Task<Answer> DeleteAsync(string user, string conversation, long seq) =>
        AnswerAsync(new DeleteMessage(Door, Messages).RunAsync(Request(user, ""), conversation, seq, default));

    public Task<Answer> JoinAsync(string user, string conversation) =>
        AnswerAsync(new JoinConversation(Door, Members).RunAsync(Request(user, ""), conversation, default));

    public Task<Answer> ChangeAsync(string user, string conversation, string member, string body) =>
        AnswerAsync(new ChangeMember(Door, Members).RunAsync(Request(user, body), conversation, member, default));

    public Task<Answer> ChangeAsync(string user, string conversation, string body) =>
        AnswerAsync(new ChangeConversation(Door, Conversations).RunAsync(Request(user, body), conversation, default));

    public Task<Answer> FateAsync(string user, string conversation, string clientMessageId) =>
        AnswerAsync(new ReadFate(Door, _table.Object).RunAsync(Request(user, ""), conversation, clientMessageId, default));

    public Task<Answer> ListScheduledAsync(string user, string query = "") =>
        AnswerAsync(new ListScheduled(Door, Scheduled).RunAsync(Request(user, "", query), default));

    public Task<Answer> EraseAsync(string user, string erased) =>
        AnswerAsync(new EraseUser(Door, new Traces(_table.Object, Scheduled, Outbox, Queues, Time), new Ids()).RunAsync(Request(user, ""), erased, default));

    public Task<IActionResult> CancelAsync(string user, string conversation, string clientMessageId) =>
        new CancelScheduled(Door, Schedule, _table.Object).RunAsync(Request(user, ""), conversation, clientMessageId, default);

    public static HttpRequest Request(string? user, string body, string query = "")
    {
        var request = new DefaultHttpContext().Request;
        request.QueryString = new(query);
        if (user is not null) request.Headers.Authorization = user;
        request.Body = new MemoryStream(Encoding.UTF8.GetBytes(body));
        return request;
    }

    public static async Task<Answer> AnswerAsync(Task<IActionResult> action)
    {
        var content = Assert.IsType<ContentResult>(await action);
        return new(content.StatusCode!.Value, content.Content!);
    }
}

sealed record Answer(int Status, string Body)
{
    /// <summary>The field that a problem names.</summary>
    public string? Field => Read("field");

    /// <summary>The kind of a problem.</summary>
    public string? Type => Read("type");

    string? Read(string member) => System.Text.Json.JsonDocument.Parse(Body).RootElement.TryGetProperty(member, out var value) ? value.GetString() : null;
}
