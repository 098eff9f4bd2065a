using Messaging.Contracts.Client;
using Messaging.Contracts.Queue;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace Messaging.Unit.Sync;

public sealed class When_a_user_exports_too_often : IAsyncLifetime
{
    readonly SyncWorld _world = new();

    public async Task InitializeAsync()
    {
        _world.Options.ExportEvery = TimeSpan.FromHours(1);
        await _world.InitializeAsync();
        await _world.HasConversationAsync("c", ["ada", "bob"], messages: 1, kind: ConversationKinds.Direct);
        for (var export = 0; export < _world.Options.ExportBurst; export++)
            Assert.IsNotType<ContentResult>(await _world.ExportUser.RunAsync(SyncWorld.Request("ada"), default));
    }

    public Task DisposeAsync() => _world.DisposeAsync();

    [Fact]
    public async Task Every_kind_of_export_is_429_before_anything_of_it_is_read()
    {
        foreach (var export in new Func<HttpRequest, Task<IActionResult>>[]
        {
            request => _world.ExportUser.RunAsync(request, default),
            request => _world.ExportConversation.RunAsync(request, "c", default),
            request => _world.AuditConversation.RunAsync(request, "c", default),
        })
        {
            var request = SyncWorld.Request("ada");
            var answer = await export(request);
            Assert.Equal((429, "too-many-requests"), (answer.Status(), answer.Body<Problem>().Type));
            Assert.InRange(int.Parse(request.HttpContext.Response.Headers.RetryAfter.ToString()), 1, 3600);
        }
    }

    [Fact]
    public async Task Nobody_else_is_refused() =>
        Assert.IsNotType<ContentResult>(await _world.ExportConversation.RunAsync(SyncWorld.Request("bob"), "c", default));

    [Fact]
    public async Task Who_may_not_export_learns_only_that() =>
        Assert.Equal(403, (await _world.AuditConversation.RunAsync(SyncWorld.Request("eve"), "c", default)).Status());
}
