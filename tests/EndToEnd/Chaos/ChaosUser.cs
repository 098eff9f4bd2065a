using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Messaging.Contracts;
using Messaging.Contracts.Client;
using Messaging.EndToEnd.World;

namespace Messaging.EndToEnd.Chaos;

/// <summary>Repeats what it was told under its ids until it is answered for good.</summary>
sealed class ChaosUser : IDisposable
{
    static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100), LongestPause = TimeSpan.FromSeconds(1), Patience = TimeSpan.FromMinutes(5);

    readonly HttpClient _http;
    int _given, _accepted, _retries;

    ChaosUser(string id, HttpClient http) => (Id, _http) = (id, http);

    public string Id { get; }

    /// <summary>Commands that were answered.</summary>
    public int Given => Volatile.Read(ref _given);

    public int Accepted => Volatile.Read(ref _accepted);

    /// <summary>Requests that were made again.</summary>
    public int Retries => Volatile.Read(ref _retries);

    public static async Task<ChaosUser> SignInAsync(Uri frontDoor, Uri authority, string id)
    {
        var http = new HttpClient { BaseAddress = new(frontDoor, "/api/"), Timeout = TimeSpan.FromSeconds(30) };
        using var form = new FormUrlEncodedContent([new("grant_type", "password"), new("username", id)]);
        using var answer = await http.PostAsync(new Uri(authority, "/token"), form);
        var token = (await answer.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<JsonElement>()).GetProperty("access_token").GetString();
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return new(id, http);
    }

    /// <summary>Returns when it has begun: what is erased before that does not know of it.</summary>
    public async Task<string> CreateAsync(NewConversation conversation)
    {
        using var answer = await _http.PostAsJsonAsync("conversations", conversation, ContractsJson.Wire.NewConversation);
        var id = (await answer.EnsureSuccessStatusCode().Content.ReadFromJsonAsync(ContractsJson.Wire.Accepted))!.ConversationId;
        while (await LookAsync(id) is null) await Task.Delay(Pause, TimeProvider.System);
        return id;
    }

    /// <summary>The status of the answer that ended it.</summary>
    public async Task<HttpStatusCode> GiveAsync(Doing doing)
    {
        var (since, status) = (TimeProvider.System.GetTimestamp(), default(HttpStatusCode?));
        // Longer and longer: a crowd that knocks without end takes from a world that starts the processors it needs for it.
        for (var pause = Pause; (status = await TryAsync(doing)) is null or HttpStatusCode.TooManyRequests or >= HttpStatusCode.InternalServerError; pause = pause * 2 < LongestPause ? pause * 2 : LongestPause)
        {
            if (TimeProvider.System.GetElapsedTime(since) > Patience) throw new TimeoutException($"{doing.Method} {doing.Path} was never answered; at last {status}.");
            Interlocked.Increment(ref _retries);
            await Task.Delay(pause, TimeProvider.System);
        }
        Interlocked.Add(ref _given, doing.Ids.Count);
        if (doing.Accepted) Interlocked.Add(ref _accepted, doing.Ids.Count);
        return status.Value;
    }

    /// <summary>As an operator: the conversations in which nothing that the user has said will be left.</summary>
    public async Task<IReadOnlyList<Doing>> EraseAsync(string user)
    {
        var (id, found) = ($"erase-{user}", new List<string>());
        for (string? after = ""; after is not null;)
        {
            var erased = await UntilAnsweredAsync(async () =>
            {
                using var answer = await _http.SendAsync(new Doing("", Id, [id], HttpMethod.Delete, $"users/{user}{after}").Request());
                return await answer.EnsureSuccessStatusCode().Content.ReadFromJsonAsync(ContractsJson.Wire.ErasureAccepted);
            });
            found.AddRange(erased.Conversations);
            after = erased.Next is { } next ? $"?after={Uri.EscapeDataString(next)}" : null;
        }
        return [.. found.Distinct().Select(conversation => new Doing(conversation, Id, [id], HttpMethod.Delete, "") { Accepted = true })];
    }

    /// <summary>The answer, however often it takes to get one.</summary>
    public Task<T> ReadAsync<T>(string path, JsonTypeInfo<T> type) where T : class =>
        UntilAnsweredAsync(() => _http.GetFromJsonAsync(new Uri(path, UriKind.Relative), type));

    /// <summary>What became of every command in a conversation.</summary>
    public Task<IReadOnlyList<AuditLine>> AuditAsync(string conversation) => UntilAnsweredAsync<IReadOnlyList<AuditLine>>(async () =>
    {
        var text = await _http.GetStringAsync(new Uri($"conversations/{conversation}/audit", UriKind.Relative));
        IReadOnlyList<AuditLine> lines = [.. text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonSerializer.Deserialize(line, ContractsJson.Wire.AuditLine)!)];
        return lines is [.., { Complete: true }] ? [.. lines.SkipLast(1)] : throw new IOException("The answer broke off.");
    });

    /// <summary>Null if it cannot be had now.</summary>
    public async Task<EntryPage?> LookAsync(string conversation)
    {
        try { return await _http.GetFromJsonAsync($"conversations/{conversation}/messages?limit=100", ContractsJson.Wire.EntryPage); }
        catch (Exception away) when (Unreachable.Is(away) || away is HttpRequestException) { return null; }
    }

    public void Dispose() => _http.Dispose();

    static async Task<T> UntilAnsweredAsync<T>(Func<Task<T?>> ask) where T : class
    {
        for (var tries = 0; ; tries++)
            try { return (await ask())!; }
            catch (Exception away) when (tries < 600 && (Unreachable.Is(away) || away is HttpRequestException { StatusCode: HttpStatusCode.TooManyRequests })) { await Task.Delay(Pause, TimeProvider.System); }
    }

    /// <summary>Null without an answer.</summary>
    async Task<HttpStatusCode?> TryAsync(Doing doing)
    {
        try
        {
            using var request = doing.Request();
            using var answer = await _http.SendAsync(request);
            doing.Accepted = answer.StatusCode == HttpStatusCode.Accepted;
            if (answer.StatusCode >= HttpStatusCode.InternalServerError) doing.MayHaveBeenTaken = true;
            return answer.StatusCode;
        }
        catch (Exception unclear) when (Unreachable.Is(unclear))
        {
            doing.MayHaveBeenTaken = true;
            return null;
        }
    }
}
