using System.Net;
using System.Text.Json;
using Messaging.Contracts;
using Messaging.Contracts.Client;
using Messaging.EndToEnd.World;

namespace Messaging.EndToEnd;

public sealed class When_a_member_is_away
{
    [Fact]
    public async Task The_tenants_webhook_is_told_again_until_it_has_taken_it()
    {
        using var webhook = new HttpListener();
        var address = $"http://127.0.0.1:{FreePorts.Base()}/missed/";
        webhook.Prefixes.Add(address);
        webhook.Start();
        await using var world = await new RunningWorld(environment: new()
        {
            ["Push__Targets__0__Tenant"] = "demo",
            ["Push__Targets__0__Webhook"] = address,
            ["Push__Targets__0__Secret"] = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
        }).StartAsync();
        var users = await Some.UsersAsync(world, 2);
        using var ann = users[0];
        using var bob = users[1];
        var conversation = await ann.CreateAsync(bob);

        await ann.SayAsync(conversation, "Are you there?");

        var refused = await TakeAsync(webhook, HttpStatusCode.InternalServerError);
        var taken = await TakeAsync(webhook, HttpStatusCode.NoContent);
        Assert.Equal(refused.Id, taken.Id);
        Assert.StartsWith("v1,", taken.Signature);
        var message = Assert.Single(taken.Missed.Messages);
        Assert.Equal((conversation, "Are you there?", bob.Id), (taken.Missed.ConversationId, message.Entry.Text, Assert.Single(message.Offline)));
    }

    static async Task<(string Id, string Signature, MessagesMissed Missed)> TakeAsync(HttpListener webhook, HttpStatusCode answer)
    {
        var call = await webhook.GetContextAsync().WaitAsync(TimeSpan.FromSeconds(60));
        var missed = (await JsonSerializer.DeserializeAsync(call.Request.InputStream, ContractsJson.Wire.MessagesMissed))!;
        call.Response.StatusCode = (int)answer;
        call.Response.Close();
        return (call.Request.Headers["webhook-id"]!, call.Request.Headers["webhook-signature"]!, missed);
    }
}
