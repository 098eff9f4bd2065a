using System.Net.Http.Json;
using System.Text.Json;
using Messaging.Client;

namespace Messaging.EndToEnd.Clients;

/// <summary>The example of clients/dotnet/README.md, line by line.</summary>
static class NetExample
{
    public static async Task RunAsync(string Api, string Issuer, TextWriter Console)
    {
        async ValueTask<string> TokenAsync(string user)    // in production of your own issuer, kept until it expires
        {
            using var http = new HttpClient();
            using var form = new FormUrlEncodedContent(new Dictionary<string, string> { ["grant_type"] = "password", ["username"] = user });
            using var answer = await http.PostAsync($"{Issuer}/token", form);
            return (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("access_token").GetString()!;
        }

        await using var client = new MessagingClient(new() { Url = new(Api), User = "alice", Token = (renew, stopping) => TokenAsync("alice") });
        await client.StartAsync();
        var conversation = await client.CreateAsync(new() { Title = "Lunch", Members = ["bob"] });
        var shown = new TaskCompletionSource<string>();
        conversation.Appended += (_, entries) =>
        {
            foreach (var entry in entries.Where(entry => entry.Text is not null)) shown.TrySetResult($"{entry.Seq} {entry.Sender}: {entry.Text}");
        };
        await conversation.OpenAsync();
        await conversation.SendAsync("Pizza?");    // accepted, which is durable; refused ones throw with the field at fault
        Console.WriteLine(await shown.Task);
        var found = await conversation.SearchAsync(new() { Contains = "PIZZA" });
        Console.WriteLine($"{found.Entries.Count} found");
    }
}
