using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Messaging.Contracts;
using Messaging.Contracts.Client;

namespace Messaging.EndToEnd.Chaos;

/// <summary>Does what people do, one command after the other, each repeated under its id until it is answered for good.</summary>
sealed class ChaosUser : IDisposable
{
    static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);
    static readonly string[] Reactions = ["👍", "🎉", "❤️"];

    readonly HttpClient _http;
    readonly Random _random;
    readonly Dictionary<string, (long Last, List<long> Own)> _seen = [];
    int _next;

    ChaosUser(string id, HttpClient http, int seed) => (Id, _http, _random) = (id, http, new(seed));

    public string Id { get; }

    /// <summary>In the order in which they were given.</summary>
    public List<Doing> Done { get; } = [];

    public int Given { get; private set; }

    public int Accepted { get; private set; }

    /// <summary>Requests that were made again.</summary>
    public int Retries { get; private set; }

    public static async Task<ChaosUser> SignInAsync(Uri frontDoor, Uri authority, string id, int seed)
    {
        var http = new HttpClient { BaseAddress = new(frontDoor, "/api/"), Timeout = TimeSpan.FromSeconds(30) };
        using var form = new FormUrlEncodedContent([new("grant_type", "password"), new("username", id)]);
        using var answer = await http.PostAsync(new Uri(authority, "/token"), form);
        var token = (await answer.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<JsonElement>()).GetProperty("access_token").GetString();
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return new(id, http, seed);
    }

    public async Task<string> CreateAsync(IEnumerable<string> members, string clientMessageId)
    {
        var body = new NewConversation { Members = [.. members], ClientMessageId = clientMessageId };
        using var answer = await _http.PostAsJsonAsync("conversations", body, ContractsJson.Wire.NewConversation);
        return (await answer.EnsureSuccessStatusCode().Content.ReadFromJsonAsync(ContractsJson.Wire.Accepted))!.ConversationId;
    }

    public async Task DoAsync(string conversation, IReadOnlyList<string> users, bool owner)
    {
        if (_next % 20 == 0) await LookAsync(conversation);
        var doing = Next(conversation, users, owner);
        Done.Add(doing);
        while (!await TryAsync(doing))
        {
            Retries++;
            await Task.Delay(Pause, TimeProvider.System);
        }
        Given++;
        if (doing.Accepted) Accepted++;
    }

    /// <summary>The answer, however often it takes to get one.</summary>
    public async Task<T> ReadAsync<T>(string path, System.Text.Json.Serialization.Metadata.JsonTypeInfo<T> type)
    {
        for (var tries = 0; ; tries++)
            try { return (await _http.GetFromJsonAsync(new Uri(path, UriKind.Relative), type))!; }
            catch (Exception away) when (tries < 600 && away is HttpRequestException or TaskCanceledException or JsonException)
            {
                await Task.Delay(Pause, TimeProvider.System);
            }
    }

    public void Dispose() => _http.Dispose();

    public static string TextOf(string user, string id) => $"{user} says {id}";

    /// <summary>True if there is nothing more to try.</summary>
    async Task<bool> TryAsync(Doing doing)
    {
        try
        {
            using var request = doing.Request();
            using var answer = await _http.SendAsync(request);
            doing.Accepted = answer.StatusCode == HttpStatusCode.Accepted;
            if (answer.StatusCode >= HttpStatusCode.InternalServerError) doing.MayHaveBeenTaken = true;
            return answer.StatusCode is < HttpStatusCode.InternalServerError and not HttpStatusCode.TooManyRequests;
        }
        catch (Exception unclear) when (unclear is HttpRequestException or TaskCanceledException)
        {
            doing.MayHaveBeenTaken = true;
            return false;
        }
    }

    async Task LookAsync(string conversation)
    {
        try
        {
            var page = await _http.GetFromJsonAsync($"conversations/{conversation}/messages?limit=100", ContractsJson.Wire.EntryPage);
            var own = page!.Entries.Where(entry => entry.Kind == EntryKinds.Message && entry.Sender == Id).Select(entry => entry.Seq);
            _seen[conversation] = (page.Entries.Count == 0 ? 1 : page.Entries[^1].Seq, [.. own]);
        }
        catch (Exception away) when (away is HttpRequestException or TaskCanceledException or JsonException) { }
    }

    Doing Next(string conversation, IReadOnlyList<string> users, bool owner)
    {
        var (last, own) = _seen.GetValueOrDefault(conversation, (1, []));
        var id = $"{_next++}";
        var (some, mine, other) = (_random.NextInt64(Math.Max(1, last - 100), last + 1), own.Count > 0 ? own[_random.Next(own.Count)] : 1, users[_random.Next(users.Count)]);
        var (text, reaction) = (TextOf(Id, id), Uri.EscapeDataString(Reactions[_random.Next(Reactions.Length)]));
        return _random.Next(100) switch
        {
            < 45 => Make(HttpMethod.Post, "messages", new { text }),
            < 55 => Make(HttpMethod.Post, "messages", new { text, replyTo = some }),
            < 65 => Make(HttpMethod.Patch, $"messages/{mine}", new { text }),
            < 70 => Make(HttpMethod.Delete, $"messages/{mine}"),
            < 85 => Make(HttpMethod.Put, $"messages/{some}/reactions/{reaction}"),
            < 93 => Make(HttpMethod.Delete, $"messages/{some}/reactions/{reaction}"),
            < 98 => Make(HttpMethod.Post, "members", new { members = new[] { other } }),
            _ when owner => Make(HttpMethod.Delete, $"members/{other}"),
            _ => Make(HttpMethod.Delete, $"members/{Id}"),
        };

        Doing Make(HttpMethod method, string path, object? body = null) => new(conversation, Id, id, method, path, body);
    }
}
