using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Messaging.Contracts;
using Messaging.Contracts.Client;
using Messaging.EndToEnd.World;

namespace Messaging.EndToEnd.Clients;

/// <summary>A signed-in user over HTTP.</summary>
sealed class User(RunningWorld world, string id) : IDisposable
{
    static readonly ContractsJson Wire = ContractsJson.Wire;

    readonly HttpClient http = new() { BaseAddress = new Uri(world.Address, "/api/"), Timeout = TimeSpan.FromSeconds(30) };
    int sent;

    public string Id => id;

    public string Token { get; private set; } = "";

    public static async Task<User> SignInAsync(RunningWorld world, string id)
    {
        var user = new User(world, id.Split('@')[0]);
        using var form = new FormUrlEncodedContent(new Dictionary<string, string> { ["grant_type"] = "password", ["username"] = id });
        using var answer = await user.http.PostAsync(new Uri(world.Authority, "/token"), form);
        using var json = JsonDocument.Parse(await answer.Content.ReadAsStreamAsync());
        user.Token = json.RootElement.GetProperty("access_token").GetString()!;
        user.http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", user.Token);
        return user;
    }

    public static async Task<User[]> SignInAsync(RunningWorld world, params string[] ids) =>
        await Task.WhenAll(ids.Select(one => SignInAsync(world, one)));

    /// <summary>Creates a conversation and waits until all are members.</summary>
    public async Task<string> CreateAsync(params IEnumerable<User> others)
    {
        var members = others.Select(other => other.Id).ToList();
        var accepted = await AcceptedAsync(PostAsync("conversations", new NewConversation { Members = members }, Wire.NewConversation));
        await HasAsync(accepted.ConversationId, 1);
        return accepted.ConversationId;
    }

    public Task<HttpResponseMessage> PostAsync<T>(string path, T body, JsonTypeInfo<T> type) =>
        http.PostAsync(new Uri(path, UriKind.Relative), JsonContent.Create(body, type));

    public Task<HttpResponseMessage> PutAsync<T>(string path, T body, JsonTypeInfo<T> type) =>
        http.PutAsync(new Uri(path, UriKind.Relative), JsonContent.Create(body, type));

    public Task<HttpResponseMessage> SendAsync(string conversation, string text, string? clientMessageId = null) =>
        PostAsync($"conversations/{conversation}/messages",
            new NewMessages { ClientMessageId = clientMessageId ?? $"{id}-{Interlocked.Increment(ref sent)}", Text = text }, Wire.NewMessages);

    /// <summary>Sends until it is accepted, under one client message id; that is what a client library does.</summary>
    public async Task SayAsync(string conversation, string text)
    {
        var clientMessageId = $"{id}-{Interlocked.Increment(ref sent)}";
        await Eventually.TrueAsync(async () =>
        {
            try
            {
                using var answer = await SendAsync(conversation, text, clientMessageId);
                if (answer.StatusCode == HttpStatusCode.Accepted) return true;
                Assert.True((int)answer.StatusCode >= 500, $"{id} was answered {answer.StatusCode}.");
                return false;
            }
            catch (Exception lost) when (Unreachable.Is(lost))
            {
                return false;
            }
        }, $"a message of {id} is accepted");
    }

    public Task<Accepted> AddAsync(string conversation, User other) => AcceptedAsync(
        PostAsync($"conversations/{conversation}/members", new NewMembers { Members = [other.Id] }, Wire.NewMembers));

    public Task<Accepted> RemoveAsync(string conversation, User other) =>
        AcceptedAsync(http.DeleteAsync(new Uri($"conversations/{conversation}/members/{other.Id}", UriKind.Relative)));

    /// <summary>A command that is accepted; the body is written as it is.</summary>
    public Task<Accepted> CommandAsync(HttpMethod method, string path, object? body = null) =>
        AcceptedAsync(http.SendAsync(new(method, new Uri(path, UriKind.Relative)) { Content = body is null ? null : JsonContent.Create(body) }));

    public Task<HttpResponseMessage> CallAsync(HttpRequestMessage request) => http.SendAsync(request);

    public Task<HttpResponseMessage> GetAsync(string path) => http.GetAsync(new Uri(path, UriKind.Relative));

    public async Task<IReadOnlyList<ConversationSummary>> ConversationsAsync() =>
        (await http.GetFromJsonAsync("conversations", Wire.ConversationList))!.Conversations;

    /// <summary>The whole log, page after page.</summary>
    public async Task<IReadOnlyList<Entry>> HistoryAsync(string conversation)
    {
        var entries = new List<Entry>();
        for (var more = true; more;)
        {
            var page = await http.GetFromJsonAsync($"conversations/{conversation}/messages?after={entries.Count}&limit={Limits.PageEntries}", Wire.EntryPage);
            entries.AddRange(page!.Entries);
            more = page.More;
        }

        return entries;
    }

    /// <summary>Waits until the log has so many entries, and answers it.</summary>
    public Task<IReadOnlyList<Entry>> HasAsync(string conversation, int entries) => HasAsync(conversation, log => log.Count >= entries, $"{entries} entries");

    public Task<IReadOnlyList<Entry>> HasAsync(string conversation, Func<IReadOnlyList<Entry>, bool> enough, string what) => Eventually.SomeAsync(async () =>
    {
        try
        {
            var log = await HistoryAsync(conversation);
            return enough(log) ? log : null;
        }
        catch (Exception notYet) when (Unreachable.Is(notYet) || notYet is HttpRequestException { StatusCode: HttpStatusCode.Forbidden or HttpStatusCode.NotFound })
        {
            return null;
        }
    }, $"the log of {conversation} has {what}");

    public async Task<SyncAnswer> SyncAsync(SyncRequest request)
    {
        using var answer = await PostAsync("sync", request, Wire.SyncRequest);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return (await answer.Content.ReadFromJsonAsync(Wire.SyncAnswer))!;
    }

    public async Task StoreAsync<T>(string path, T body, JsonTypeInfo<T> type)
    {
        using var answer = await PutAsync(path, body, type);
        Assert.Equal(HttpStatusCode.NoContent, answer.StatusCode);
    }

    public Task ReadAsync(string conversation, long seq) => StoreAsync($"conversations/{conversation}/cursor", new NewCursor { Seq = seq }, Wire.NewCursor);

    public void Dispose() => http.Dispose();

    static async Task<Accepted> AcceptedAsync(Task<HttpResponseMessage> asked)
    {
        using var answer = await asked;
        Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
        return (await answer.Content.ReadFromJsonAsync(Wire.Accepted))!;
    }
}
