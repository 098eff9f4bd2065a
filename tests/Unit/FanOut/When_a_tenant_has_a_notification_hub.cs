using Messaging.FanOut.Push;

namespace Messaging.Unit.FanOut;

public sealed class When_a_tenant_has_a_notification_hub
{
    readonly FanOutWorld _world = new();
    readonly PushWorld _push;

    public When_a_tenant_has_a_notification_hub()
    {
        _push = new(_world);
        _world.Push.Targets.Add(new()
        {
            Tenant = "acme",
            Hub = "devices",
            ConnectionString = "Endpoint=sb://acme.servicebus.windows.net/;SharedAccessKeyName=send;SharedAccessKey=a2V5",
        });
    }

    [Fact]
    public async Task Twenty_users_a_send_get_a_template_notification()
    {
        _world.HasMembers("a", ["ann", .. Enumerable.Range(1, 25).Select(number => $"user-{number}")]);
        await _world.RunAsync(Some.Appended(Some.Append("a", Some.Message(7, text: new string('x', 500)))));
        await _push.NotifyAsync(Assert.Single(_world.Notifications));

        Assert.Equal([20, 5], _push.Hub.Select(sent => sent.Tags.Split(" || ").Length));
        var sent = _push.Hub[0];
        Assert.Equal("https://acme.servicebus.windows.net/devices/messages/?api-version=2015-01", sent.Address.ToString());
        Assert.StartsWith("SharedAccessSignature sr=https%3A%2F%2Facme.servicebus.windows.net%2Fdevices&sig=", sent.Authorization);
        Assert.EndsWith($"&se={(_world.Time.GetUtcNow() + TimeSpan.FromMinutes(10)).ToUnixTimeSeconds()}&skn=send", sent.Authorization);
        Assert.Contains("\"conversationId\":\"a\",\"seq\":\"7\",\"sender\":\"ann\",\"text\":\"" + new string('x', 200), sent.Body);
    }

    [Fact]
    public void A_tag_has_only_characters_that_tags_take() =>
        Assert.Matches("^user:[0-9a-f]{64}$", NotificationHubTag.Of("acme", "Zoë / 👋"));
}
