using System.Net.Http.Json;
using Messaging.Client;
using Messaging.Contracts;
using Messaging.Contracts.Client;
using Messaging.EndToEnd.World;

namespace Messaging.EndToEnd.Clients;

/// <summary>Clients of clients/dotnet.</summary>
static class NetClients
{
    /// <param name="world">Where.</param>
    /// <param name="user">Who.</param>
    /// <param name="line">Through which its connection to SignalR goes.</param>
    /// <param name="storage">Of its outbox.</param>
    /// <param name="answered">Sees every answer before the client, and may lose it.</param>
    public static async Task<MessagingClient> StartAsync(
        RunningWorld world, User user, CuttableLine? line = null, IOutboxStorage? storage = null, Action<HttpRequestMessage>? answered = null)
    {
        var client = new MessagingClient(new()
        {
            Url = world.Address,
            User = user.Id,
            Token = (_, _) => new(user.Token),
            Storage = storage ?? new MemoryStorage(),
            HttpClient = new(new Network(line, answered)),
        });
        await client.StartAsync();
        return client;
    }

    /// <summary>Waits until the user has the conversation, and opens it.</summary>
    public static async Task<Shown> OpenAsync(this MessagingClient client, string id)
    {
        var shown = new Shown(client.Conversation(id));
        await Eventually.TrueAsync(() => client.Conversations.Any(one => one.ConversationId == id), () => $"{client.User} has the conversation, {client.State} {client.Fault}");
        await client.Conversation(id).OpenAsync();
        return shown;
    }

    sealed class Network(CuttableLine? line, Action<HttpRequestMessage>? answered) : DelegatingHandler(new SocketsHttpHandler())
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var answer = await base.SendAsync(request, cancellationToken);
            answered?.Invoke(request);
            if (line is null || !answer.IsSuccessStatusCode || !request.RequestUri!.AbsolutePath.EndsWith("/negotiate", StringComparison.Ordinal)) return answer;
            var door = await answer.Content.ReadFromJsonAsync(ContractsJson.Wire.Negotiated, cancellationToken);
            answer.Content = JsonContent.Create(door! with { Url = line.Through(door.Url) }, ContractsJson.Wire.Negotiated);
            return answer;
        }
    }
}

/// <summary>What a screen would show: the entries as they were told.</summary>
sealed class Shown
{
    readonly List<string> faults = [];
    IReadOnlyList<Entry> entries = [];

    public Shown(Conversation conversation)
    {
        conversation.Restarted += (_, _) => entries = [];
        conversation.Appended += (_, fresh) =>
        {
            foreach (var entry in fresh.Where((entry, at) => at + entries.Count > 0 && entry.Seq != (at > 0 ? fresh[at - 1] : entries[^1]).Seq + 1)) faults.Add($"{entry.Seq} is out of order");
            entries = [.. entries, .. fresh];
            foreach (var item in conversation.Outbox.Where(item => entries.Any(entry => entry.ClientMessageId == item.ClientMessageId))) faults.Add($"{item} is in the log too");
        };
    }

    public IReadOnlyList<string> Texts => [.. entries.Where(entry => entry.Kind == EntryKinds.Message).Select(entry => entry.Text!)];

    public Task TextsAsync(IReadOnlyList<string> expected, MessagingClient client) => Eventually.TrueAsync(
        () => Texts.Count >= expected.Count, () => $"{Texts.Count} of {expected.Count} are shown, {client.State} {client.Fault}");

    public void Expect(IReadOnlyList<string> expected)
    {
        Assert.Equal(expected, Texts);
        Assert.Empty(faults);
    }
}
