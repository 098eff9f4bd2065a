using System.Text;
using Messaging.EndToEnd.World;
using YamlDotNet.RepresentationModel;

namespace Messaging.EndToEnd.Clients;

/// <summary>Every operation of openapi.yaml, as a request about one conversation, its message 2, another member and a command.</summary>
sealed record Operation(string Id, HttpMethod Method, string Path, bool IsCommand)
{
    static readonly string[] Verbs = ["get", "post", "put", "patch", "delete"];

    /// <summary>What each operation that needs a body gets.</summary>
    static readonly Dictionary<string, Func<string, string>> Bodies = new()
    {
        ["CreateConversation"] = user => $$"""{"members":["{{user}}"]}""",
        ["ChangeConversation"] = _ => """{"title":"other"}""",
        ["InviteMembers"] = user => $$"""{"members":["{{user}}"]}""",
        ["ImportMembers"] = user => $$"""{"members":["{{user}}"]}""",
        ["AddMembers"] = user => $$"""{"members":["{{user}}"]}""",
        ["ChangeMember"] = _ => """{"role":"moderator"}""",
        ["PostMessages"] = _ => """{"text":"other"}""",
        ["EditMessage"] = _ => """{"text":"other"}""",
        ["SetPreferences"] = _ => """{"pinned":true}""",
        ["CatchUp"] = _ => "{}",
        ["SetStatus"] = _ => """{"status":"busy"}""",
        ["QueryPresence"] = user => $$"""{"users":["{{user}}"]}""",
        ["MoveCursor"] = _ => """{"seq":1}""",
        ["CatchUp"] = _ => "{}",
        ["SetStatus"] = _ => """{"status":"busy"}""",
        ["QueryPresence"] = user => $$"""{"users":["{{user}}"]}""",
    };

    public static IReadOnlyList<Operation> All { get; } = Read();

    public bool IsOfConversation => Path.Contains("{id}", StringComparison.Ordinal);

    public HttpRequestMessage Request(string conversation, string user, string command, string idempotencyKey)
    {
        var path = Path.Replace("{id}", conversation).Replace("{user}", user).Replace("{seq}", "2")
            .Replace("{reaction}", Uri.EscapeDataString("👍")).Replace("{clientMessageId}", command);
        var query = Id switch { "ReadImport" => "?members=1", "ReadPresence" => $"?users={user}", _ => "" };
        var request = new HttpRequestMessage(Method, new Uri(path[1..] + query, UriKind.Relative)) { Headers = { { "Idempotency-Key", idempotencyKey } } };
        if (Bodies.TryGetValue(Id, out var body)) request.Content = new StringContent(body(user), Encoding.UTF8, "application/json");
        return request;
    }

    static List<Operation> Read()
    {
        var yaml = new YamlStream();
        using var text = File.OpenText(System.IO.Path.Combine(Repository.Root, "functions/Contracts/openapi.yaml"));
        yaml.Load(text);
        return [.. from path in (YamlMappingNode)yaml.Documents[0].RootNode["paths"]
                   from operation in (YamlMappingNode)path.Value
                   let verb = operation.Key.ToString()
                   where Verbs.Contains(verb)
                   select new Operation(operation.Value["operationId"].ToString(), new(verb.ToUpperInvariant()), path.Key.ToString(),
                       ((YamlMappingNode)operation.Value["responses"]).Children.ContainsKey("202"))];
    }
}
