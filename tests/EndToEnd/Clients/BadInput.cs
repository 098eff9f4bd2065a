namespace Messaging.EndToEnd.Clients;

/// <summary>A malformed request: about conversation <c>{id}</c>, which exists, by one of its owners.</summary>
/// <param name="HasField">Whether the answer names the field at fault: what the server's own routing refuses has none.</param>
sealed record BadRequest(string Method, string Path, string? Body = null, bool HasField = true);

/// <summary>A malformed queue message.</summary>
sealed record BadMessage(string Queue, string? Type, string Body);

static class BadInput
{
    static readonly string Deep = $"{string.Concat(Enumerable.Repeat("{\"a\":", 200))}1{new string('}', 200)}";
    static readonly string LongId = new('x', 65);

    static readonly (string Method, string Path)[] WithBody =
    [
        ("POST", "conversations"), ("PATCH", "conversations/{id}"), ("POST", "conversations/{id}/messages"), ("PATCH", "conversations/{id}/messages/1"),
        ("POST", "conversations/{id}/members"), ("POST", "conversations/{id}/invitations"), ("POST", "conversations/{id}/imports"), ("PATCH", "conversations/{id}/members/bob"),
    ];

    /// <summary>Wrong for every body.</summary>
    static readonly string[] Bodies =
    [
        "", "null", "[]", "1", "true", "\"x\"", "{", "}", "{\"clientMessageId\"", "not json", "{'clientMessageId':'1'}", "{\"clientMessageId\":\"1\",}", "{} {}", "\u0000",
        "{\"clientMessageId\":5}", "{\"clientMessageId\":{}}", "{\"clientMessageId\":\"\"}", $"{{\"clientMessageId\":\"{LongId}\"}}",
        "{\"clientMessageId\":\"\\u0000\"}", "{\"clientMessageId\":\"a\\nb\"}", "{\"clientMessageId\":\"\\ud800\"}", "{\"clientMessageId\":\"\\udc00x\"}",
        "{\"clientMessageId\":\"1\",\"clientMessageId\":\"2\"}", Deep, $"{{\"clientMessageId\":{Deep}}}",
    ];

    static readonly string[] Messages =
    [
        "{}", "{\"text\":null}", "{\"text\":\"\"}", "{\"text\":5}", "{\"text\":[\"a\"]}", "{\"text\":\"\\u0000\"}", "{\"text\":\"\\u001b[0m\"}", "{\"text\":\"\\ud800\"}", "{\"text\":\"\\udfff\\ud800\"}",
        $"{{\"text\":\"{new string('é', 14 * 1024 + 1)}\"}}", "{\"text\":\"a\",\"format\":\"html\"}", "{\"text\":\"a\",\"format\":1}",
        "{\"content\":\"{}\"}", "{\"contentType\":\"application/json\"}", "{\"content\":\"x\",\"contentType\":\"none\"}", "{\"content\":{},\"contentType\":\"application/json\"}",
        "{\"text\":\"a\",\"attachments\":[null]}", "{\"text\":\"a\",\"attachments\":[{}]}", "{\"text\":\"a\",\"attachments\":[{\"url\":\"http://x\"}]}", "{\"text\":\"a\",\"attachments\":[{\"url\":\"javascript:1\"}]}",
        "{\"text\":\"a\",\"attachments\":[{\"url\":\"https://x\",\"bytes\":-1}]}", "{\"text\":\"a\",\"attachments\":[{\"url\":\"https://x\",\"bytes\":9223372036854775808}]}",
        $"{{\"text\":\"a\",\"attachments\":[{string.Join(',', Enumerable.Repeat("{\"url\":\"https://x\"}", 11))}]}}",
        "{\"text\":\"a\",\"mentions\":\"bob\"}", "{\"text\":\"a\",\"mentions\":[null]}", "{\"text\":\"a\",\"mentions\":[\"\"]}", $"{{\"text\":\"a\",\"mentions\":[{string.Join(',', Enumerable.Repeat("\"b\"", 21))}]}}",
    ];

    static readonly string[] Sends =
    [
        "{\"text\":\"a\",\"replyTo\":0}", "{\"text\":\"a\",\"replyTo\":-1}", "{\"text\":\"a\",\"replyTo\":1.5}", "{\"text\":\"a\",\"replyTo\":\"1\u200f\"}", "{\"text\":\"a\",\"replyTo\":9223372036854775808}",
        "{\"text\":\"a\",\"expiresAt\":\"soon\"}", "{\"text\":\"a\",\"expiresAt\":5}", "{\"text\":\"a\",\"expiresAt\":\"0001-01-01T00:00:00Z\"}", "{\"text\":\"a\",\"expiresAt\":\"9999-12-31T23:59:59Z\"}",
        "{\"text\":\"a\",\"expiresAt\":\"9999-12-31T23:59:59-14:00\"}", "{\"text\":\"a\",\"sendAt\":\"1600-01-01T00:00:00Z\"}", "{\"text\":\"a\",\"sendAt\":\"9999-12-31T23:59:59Z\"}", "{\"text\":\"a\",\"sendAt\":\"2026-02-30T00:00:00Z\"}",
        "{\"messages\":[]}", "{\"messages\":{}}", "{\"messages\":[null]}", "{\"messages\":[[]]}", "{\"messages\":[{}]}", "{\"messages\":[{\"text\":\"a\"}]}", "{\"text\":\"a\",\"messages\":[{\"clientMessageId\":\"m\",\"text\":\"a\"}]}",
        "{\"messages\":[{\"clientMessageId\":\"m\",\"text\":\"a\"},{\"clientMessageId\":\"m\",\"text\":\"b\"}]}",
        $"{{\"messages\":[{string.Join(',', Enumerable.Range(0, 41).Select(i => $"{{\"clientMessageId\":\"{i}\",\"text\":\"a\"}}"))}]}}",
    ];

    static readonly string[] Settings =
    [
        "{\"title\":5}", $"{{\"title\":\"{new string('t', 201)}\"}}", "{\"title\":\"a\\u0000\"}", "{\"metadata\":[]}", "{\"metadata\":{\"\":\"x\"}}", "{\"metadata\":{\"a\":null}}", "{\"metadata\":{\"a\":1}}",
        $"{{\"metadata\":{{\"{LongId}\":\"x\"}}}}", $"{{\"metadata\":{{\"a\":\"{new string('v', 513)}\"}}}}", "{\"metadata\":{\"a\":\"1\",\"a\":\"2\"}}", "{\"metadata\":{\"\\ud800\":\"x\"}}",
        "{\"settings\":{\"slowModeSeconds\":-1}}", "{\"settings\":{\"slowModeSeconds\":99999999999}}", "{\"settings\":{\"slowModeSeconds\":86401}}", "{\"settings\":{\"join\":\"closed\"}}",
        "{\"settings\":{\"retentionDays\":3651}}", "{\"settings\":{\"keepEdits\":\"yes\"}}",
    ];

    static readonly string[] Members = ["{}", "{\"members\":null}", "{\"members\":[]}", "{\"members\":[null]}", "{\"members\":[\"\"]}", "{\"members\":[5]}", "{\"members\":[\"\\u0000\"]}", "{\"members\":[\"*\"]}", $"{{\"members\":[\"{LongId}\"]}}"];

    static readonly string[] Changes = ["{}", "{\"role\":\"king\"}", "{\"role\":\"\"}", "{\"role\":1}", "{\"mutedUntil\":\"later\"}", "{\"mutedUntil\":\"1600-12-31T23:59:59Z\"}", "{\"mutedUntil\":\"9999-12-31T23:59:59-14:00\"}", "{\"mutedUntil\":true}"];

    static readonly string[] Paths =
    [
        $"conversations/{LongId}", $"conversations/{{id}}/members/{LongId}", "conversations/{id}/members/%07", "conversations/{id}/members/%C2%85", $"conversations/{{id}}/messages/1/reactions/{LongId}",
        "conversations/{id}/messages/1/reactions/a%20b", "conversations/{id}/messages/1?clientMessageId=%07", $"conversations/{{id}}/messages/1?clientMessageId={LongId}", $"scheduled/{{id}}/{LongId}", $"scheduled/{LongId}/1",
    ];

    static readonly string[] Unrouted = ["0", "-1", "1.5", "abc", "%00", "9223372036854775808", "1%2F2", "%ED%A0%80", "٣"];

    public static IReadOnlyList<BadRequest> Requests { get; } =
    [
        .. from it in WithBody from body in Bodies select new BadRequest(it.Method, it.Path, body),
        .. from body in Messages select new BadRequest("PATCH", "conversations/{id}/messages/1", body),
        .. from body in Messages.Concat(Sends) select new BadRequest("POST", "conversations/{id}/messages", WithId(body)),
        .. from body in Settings select new BadRequest("PATCH", "conversations/{id}", body),
        .. from body in Settings.Concat(["{\"kind\":\"secret\"}", "{\"kind\":\"direct\",\"members\":[]}", "{\"members\":[null]}"]) select new BadRequest("POST", "conversations", body),
        .. from body in Members from path in new[] { "members", "invitations", "imports" } select new BadRequest("POST", $"conversations/{{id}}/{path}", body),
        .. from body in Changes select new BadRequest("PATCH", "conversations/{id}/members/bob", body),
        .. from path in Paths.Skip(1) select new BadRequest(path.Contains("reactions", StringComparison.Ordinal) ? "PUT" : "DELETE", path),
        new("PATCH", Paths[0], "{\"title\":\"a\"}"), new("GET", $"conversations/{{id}}/commands/{LongId}"), new("GET", "scheduled?limit=0"), new("GET", "conversations/{id}/members?limit=0"), new("GET", "conversations/{id}/members?after="),
        new("GET", "conversations/{id}/pins?limit=101"), new("GET", "conversations/{id}/bans?limit=1001"), new("GET", "conversations/{id}/invitations?limit=x"),
        new("GET", $"conversations/{{id}}/messages/1/reactions?reaction={LongId}"), new("GET", "sync/invitations?limit=-1"), new("GET", "scheduled?limit=999999999999"), new("GET", "scheduled?limit=x"),
        .. from seq in Unrouted select new BadRequest("DELETE", $"conversations/{{id}}/messages/{seq}", HasField: false),
        new("POST", "conversations/{id}/messages", WithId($"{{\"text\":\"{new string('x', 300 * 1024)}\"}}"), HasField: false),
    ];

    public static IReadOnlyList<BadMessage> QueueMessages { get; } =
    [
        .. from body in new[]
           {
               "", "not json", "null", "[]", "{}", Deep, "{\"tenant\":\"demo\",\"sender\":\"a\"}", "{\"tenant\":\"a|b\",\"sender\":\"a\",\"messages\":[]}", "{\"tenant\":\"demo\",\"sender\":\"\",\"messages\":[]}",
               "{\"tenant\":\"demo\",\"sender\":\"a\",\"messages\":[]}", "{\"tenant\":\"demo\",\"sender\":\"a\",\"messages\":[null]}", "{\"tenant\":\"demo\",\"tenant\":\"other\",\"sender\":\"a\",\"messages\":[]}",
               "{\"tenant\":\"demo\",\"sender\":\"a\",\"messages\":[{\"conversationId\":\"{id}\",\"clientMessageId\":\"1\",\"text\":\"\\u0000\"}]}",
               "{\"tenant\":\"demo\",\"sender\":\"a\",\"messages\":[{\"conversationId\":\"{id}\",\"clientMessageId\":\"1\",\"text\":\"\\ud800\"}]}",
               "{\"tenant\":\"demo\",\"sender\":\"a\",\"messages\":[{\"conversationId\":\"{id}\",\"clientMessageId\":\"1\",\"text\":\"a\",\"expiresAt\":\"0001-01-01T00:00:00Z\"}]}",
           }
           select new BadMessage("send", "send-messages", body),
        new("send", null, "{}"), new("send", "send-messages.v2", "{}"), new("send", "append-commands", "{\"commands\":[]}"), new("send", "send-scheduled", "{}"), new("send", "send-scheduled", "{\"tenant\":5}"),
        .. from it in new[] { ("route", "append-commands"), ("fanout", "entries-appended"), ("fanout", "cursor-moved"), ("presence", "presence-touched"), ("sync", "inbox-touched") }
           from body in new[] { "", "not json", "null", "[]", Deep }
           select new BadMessage(it.Item1, it.Item2, body),
        .. from queue in new[] { "fanout", "presence", "sync" } from type in new[] { null, "unheard-of" } select new BadMessage(queue, type, "{}"),
        new("route", "append-commands", "{}"), new("route", "append-commands", "{\"commands\":[{}]}"), new("route", "append-commands", "{\"commands\":[null]}"),
    ];

    static string WithId(string body) => body.StartsWith("{\"messages\"", StringComparison.Ordinal) || body.Contains("\"messages\":[{", StringComparison.Ordinal) ? body
        : body == "{}" ? "{\"clientMessageId\":\"bad\"}" : $"{{\"clientMessageId\":\"bad\",{body[1..]}";
}
