using System.Net;
using System.Text;
using System.Text.Json;
using Messaging.Client;
using Messaging.Contracts;
using Messaging.Contracts.Client;

namespace Messaging.Unit.Client;

/// <summary>A server of HTTP and SignalR as a client sees it.</summary>
sealed class ClientWorld : HttpMessageHandler
{
    int ids;

    public ClientWorld() => Client = NewClient();

    public Hand Hand { get; } = new();
    public MemoryStorage Storage { get; } = new();
    public MessagingClient Client { get; }
    public Conversation Conversation => Client.Conversation("c");

    /// <summary>What was asked, as <c>POST sync</c>, in order.</summary>
    public List<Asked> All { get; } = [];

    /// <summary>The connections, as they were made.</summary>
    public List<FakeLink> Links { get; } = [];

    /// <summary>By call: gets how often it came, answers a record, a response, or a task of one.</summary>
    public Dictionary<string, Func<int, object?>> Answers { get; } = new()
    {
        ["POST negotiate"] = count => new Negotiated("https://signalr", $"t{count}"),
        ["GET settings"] = _ => new ClientSettings
        {
            TypingMembers = 50,
            PresenceMembers = 50,
            ReceiptMembers = 100,
            TypingRepeatSeconds = 8,
            TypingShownSeconds = 10,
            HeartbeatSeconds = 1_800,
            WatchSeconds = 86_400,
        },
        ["POST sync"] = _ => Some.Answer(),
    };

    public const string Newest = "GET conversations/c/messages?limit=50", Post = "POST conversations/c/messages", Cursor = "PUT conversations/c/cursor";

    /// <summary>A client of alice; those of one world have one storage.</summary>
    public MessagingClient NewClient(TaskScheduler? scheduler = null) => new(new()
    {
        Url = new("http://front/"),
        User = "alice",
        Token = (renew, _) => new(renew ? "new" : "old"),
        Storage = Storage,
        HttpClient = new(this, disposeHandler: false),
        TimeProvider = Hand.Time,
        Scheduler = scheduler ?? Hand.Scheduler,
        Random = Hand.Random,
        NewId = () => $"id{++ids}",
        Connect = negotiated =>
        {
            Links.Add(new(negotiated));
            return Links[^1];
        },
    });

    public IReadOnlyList<Asked> Of(string call) => [.. All.Where(asked => asked.Call == call)];

    public ClientWorld Start()
    {
        Hand.End(Client.StartAsync());
        return this;
    }

    public void Tell(params object[] live)
    {
        foreach (var one in live) Links[^1].Received(one);
        Hand.Settle();
    }

    /// <summary>Loses the connection, and waits until the next one is there.</summary>
    public void Reconnect()
    {
        Links[^1].Drop();
        Hand.Move(2);
    }

    public static HttpResponseMessage Refused(int status, string body = "{}", TimeSpan? retryAfter = null) => new((HttpStatusCode)status)
    {
        Content = new StringContent(body, Encoding.UTF8, "application/problem+json"),
        Headers = { RetryAfter = retryAfter is { } delta ? new(delta) : null },
    };

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var call = $"{request.Method} {request.RequestUri!.AbsoluteUri.Replace("http://front/api/", "")}";
        using var body = new StreamReader(request.Content?.ReadAsStream(cancellationToken) ?? Stream.Null);
        All.Add(new(call, request.Headers.Authorization!.ToString(), body.ReadToEnd()));
        var answer = Answers.TryGetValue(call, out var answers) ? answers(Of(call).Count) : null;
        if (answer is Task<object?> coming) answer = await coming.WaitAsync(cancellationToken);
        if (answer is Exception lost) throw lost;
        if (answer is HttpResponseMessage response) return response;
        var json = answer is null ? [] : JsonSerializer.SerializeToUtf8Bytes(answer, ContractsJson.Wire.GetTypeInfo(answer.GetType())!);
        return new(HttpStatusCode.OK) { Content = new ByteArrayContent(json) };
    }
}

/// <param name="Call">Such as <c>POST sync</c>.</param>
/// <param name="Authorization">The header.</param>
/// <param name="Json">The body.</param>
sealed record Asked(string Call, string Authorization, string Json)
{
    public T Body<T>() => (T)JsonSerializer.Deserialize(Json, ContractsJson.Wire.GetTypeInfo(typeof(T))!)!;
}
