using System.Text;
using System.Text.Json;
using Messaging.Contracts;
using Messaging.Contracts.Client;
using Messaging.Contracts.Queue;
using Messaging.Plumbing.Storage;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace Messaging.Unit.Sync;

public sealed class When_data_is_exported : IAsyncLifetime
{
    const int Messages = 450;

    readonly SyncWorld _world = new();

    public async Task InitializeAsync()
    {
        await _world.InitializeAsync();
        await _world.HasConversationAsync("c", ["ada", "bob"], Messages);
        await _world.HasConversationAsync("d", ["bob", "ada"], messages: 1);
        await _world.HasConversationAsync("other", ["bob"], messages: 1);
        await _world.PutAsync("c", new Member("ada", MemberRoles.Owner, _world.Time.GetUtcNow(), _world.Time.GetUtcNow()).Row);
        foreach (var id in new[] { "c", "d", "other" }) await _world.TouchAsync(id, "ada");
        await _world.SetPreferences.RunAsync(SyncWorld.Request("ada", body: """{"pinned":true}"""), "c", default);
    }

    public Task DisposeAsync() => _world.DisposeAsync();

    [Fact]
    public async Task An_owner_gets_what_it_is_its_members_and_its_whole_log()
    {
        var lines = await LinesAsync(await _world.ExportConversation.RunAsync(SyncWorld.Request("ada"), "c", default));
        Assert.Equal(MemberRoles.Owner, lines[0].Conversation!.Role);
        Assert.Equal(["ada", "bob"], lines.Select(line => line.Member?.User).OfType<string>());
        Assert.Equal(Enumerable.Range(1, Messages + 1).Select(seq => (long)seq), lines.Select(line => line.Entry).OfType<Entry>().Select(entry => entry.Seq));
        Assert.All(lines.SkipLast(1), line => Assert.Equal("c", line.ConversationId));
        Assert.True(lines[^1].Complete);
    }

    [Theory]
    [InlineData("bob", "c", 403), InlineData("eve", "c", 403), InlineData("ada", "none", 404)]
    public async Task Nobody_else_does(string user, string id, int status) =>
        Assert.Equal(status, (await _world.ExportConversation.RunAsync(SyncWorld.Request(user), id, default)).Status());

    [Fact]
    public async Task A_direct_conversation_belongs_to_both()
    {
        await _world.HasConversationAsync("two", ["ada", "bob"], messages: 1, kind: ConversationKinds.Direct);
        Assert.IsType<Messaging.Sync.Export.JsonLines<ExportLine>>(await _world.ExportConversation.RunAsync(SyncWorld.Request("bob"), "two", default));
    }

    [Fact]
    public async Task A_user_gets_what_the_user_sent_and_set_and_nothing_of_others()
    {
        var lines = await LinesAsync(await _world.ExportUser.RunAsync(SyncWorld.Request("ada"), default));
        Assert.Equal(["c", "d"], lines.Select(line => line.Conversation?.ConversationId).OfType<string>());
        Assert.Equal(Messages + 1, lines.Count(line => line.Entry is not null));
        Assert.All(lines.Select(line => line.Entry).OfType<Entry>(), entry => Assert.Equal("ada", entry.Sender));
        Assert.True(lines.Single(line => line is { ConversationId: "c", Preferences: not null }).Preferences!.Pinned);
        Assert.True(lines[^1].Complete);
    }

    [Fact]
    public async Task An_owner_sees_who_did_what_and_what_became_of_it_and_no_word_of_it()
    {
        var command = new Command
        {
            Kind = CommandKinds.SendMessage,
            Tenant = SyncWorld.Tenant,
            ConversationId = "c",
            Sender = "b|b",
            ClientMessageId = "m1",
            AcceptedAt = _world.Time.GetUtcNow(),
            Text = "secret",
        };
        await _world.PutAsync("c", partition => new Fate(7, null).Row(partition, command));
        await _world.PutAsync("c", partition => new Fate(null, RejectionReasons.Muted).Row(partition, command with { ClientMessageId = "m2" }));

        var text = await TextAsync(await _world.AuditConversation.RunAsync(SyncWorld.Request("ada"), "c", default));

        Assert.Equal(
            ["""{"user":"b|b","clientMessageId":"m1","command":"send-message","acceptedAt":"2026-03-01T12:00:00+00:00","seq":7}""",
             """{"user":"b|b","clientMessageId":"m2","command":"send-message","acceptedAt":"2026-03-01T12:00:00+00:00","reason":"muted"}""",
             """{"complete":true}"""], text);
        Assert.Equal(403, (await _world.AuditConversation.RunAsync(SyncWorld.Request("bob"), "c", default)).Status());
    }

    [Fact]
    public async Task What_breaks_off_does_not_say_that_it_is_complete()
    {
        using var stop = new CancellationTokenSource();
        var answer = await _world.ExportConversation.RunAsync(SyncWorld.Request("ada"), "c", stop.Token);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => LinesAsync(answer));
    }

    static async Task<IReadOnlyList<ExportLine>> LinesAsync(IActionResult answer) =>
        [.. (await TextAsync(answer)).Select(line => JsonSerializer.Deserialize(line, ContractsJson.Wire.ExportLine)!)];

    static async Task<string[]> TextAsync(IActionResult answer)
    {
        using var body = new MemoryStream();
        var context = new DefaultHttpContext { Response = { Body = body } };
        await answer.ExecuteResultAsync(new() { HttpContext = context });
        Assert.Equal("application/x-ndjson", context.Response.ContentType);
        return Encoding.UTF8.GetString(body.ToArray()).Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }
}
