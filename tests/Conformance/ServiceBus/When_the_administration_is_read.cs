using System.Security.Cryptography;
using System.Text;
using System.Xml.Linq;
using Azure.Messaging.ServiceBus;
using Azure.Messaging.ServiceBus.Administration;
using Messaging.ServiceBus;

namespace Messaging.Conformance.ServiceBus;

public sealed class When_the_administration_is_read : IAsyncLifetime
{
    Bus bus = null!;

    public async Task InitializeAsync() => bus = await Bus.WithAsync(
        new BrokerOptions(), [Bus.Queue("q", queue => queue.MaxDeliveryCount = 7), Bus.Queue("other")], [new CreateSubscriptionOptions("t", "sub")]);

    [Fact]
    public async Task It_says_what_exists()
    {
        Assert.True(await bus.Administration.QueueExistsAsync("q"));
        Assert.False(await bus.Administration.QueueExistsAsync("none"));
        Assert.True(await bus.Administration.TopicExistsAsync("t"));
        Assert.True(await bus.Administration.SubscriptionExistsAsync("t", "sub"));
        Assert.False(await bus.Administration.SubscriptionExistsAsync("t", "none"));
        Assert.True(await bus.Administration.RuleExistsAsync("t", "sub", RuleProperties.DefaultRuleName));
    }

    [Fact]
    public async Task It_describes_and_lists()
    {
        var queue = (await bus.Administration.GetQueueAsync("q")).Value;
        Assert.Equal((7, TimeSpan.FromSeconds(30), false, TimeSpan.MaxValue), (queue.MaxDeliveryCount, queue.LockDuration, queue.RequiresSession, queue.DefaultMessageTimeToLive));
        var names = new List<string>();
        await foreach (var each in bus.Administration.GetQueuesAsync())
            names.Add(each.Name);
        await foreach (var each in bus.Administration.GetSubscriptionsAsync("t"))
            names.Add(each.SubscriptionName);
        Assert.Equal(["other", "q", "sub"], names.Order());
    }

    [Fact]
    public async Task It_counts_messages_by_their_state()
    {
        var sender = bus.Client.CreateSender("q");
        await sender.SendMessagesAsync([new ServiceBusMessage("a"), new ServiceBusMessage("b"), new ServiceBusMessage("c")]);
        await sender.ScheduleMessageAsync(new ServiceBusMessage("d"), TimeProvider.System.GetUtcNow() + TimeSpan.FromHours(1));
        var receiver = bus.Client.CreateReceiver("q");
        await receiver.DeadLetterMessageAsync(await receiver.ReceiveMessageAsync());
        var counts = (await bus.Administration.GetQueueRuntimePropertiesAsync("q")).Value;
        Assert.Equal((2, 1, 1, 4), (counts.ActiveMessageCount, counts.DeadLetterMessageCount, counts.ScheduledMessageCount, counts.TotalMessageCount));
        Assert.True(counts.SizeInBytes > 0);
        Assert.Equal(1, (await bus.Administration.GetTopicRuntimePropertiesAsync("t")).Value.SubscriptionCount);
    }

    /// <summary><c>@azure/service-bus</c> takes names from the URLs, and goes on as long as there is a next page.</summary>
    [Theory]
    [InlineData("$Resources/queues?$skip=0&$top=1", "other", true)]
    [InlineData("$Resources/queues?$skip=1&$top=1", "q", false)]
    [InlineData("t/Subscriptions/sub", "t/Subscriptions/sub", false)]
    [InlineData("t/Subscriptions/sub/Rules/$Default", "t/Subscriptions/sub/Rules/$Default", false)]
    public async Task Entities_are_identified_by_their_urls(string path, string expected, bool hasNext)
    {
        if (!Bus.IsLocal)
            return;
        XNamespace atom = "http://www.w3.org/2005/Atom";
        var answer = XElement.Parse(await GetAsync(path));
        var id = answer.DescendantsAndSelf(atom + "entry").Single().Element(atom + "id")!.Value;
        Assert.Equal("/" + expected, new Uri(id).AbsolutePath);
        Assert.Equal(hasNext, answer.Elements(atom + "link").Any(link => link.Attribute("rel")!.Value == "next"));
    }

    [Fact]
    public async Task Descriptions_have_all_that_other_clients_require()
    {
        if (!Bus.IsLocal)
            return;
        await bus.Client.CreateRuleManager("t", "sub").CreateRuleAsync("r", new CorrelationRuleFilter { ApplicationProperties = { ["n"] = 5, ["b"] = true } });
        foreach (var path in new[] { "q", "t", "t/Subscriptions/sub" })
        {
            var names = XElement.Parse(await GetAsync(path)).Descendants().Select(element => element.Name.LocalName).ToList();
            Assert.All(["DefaultMessageTimeToLive", "AutoDeleteOnIdle", "EntityAvailabilityStatus", "EnableBatchedOperations", "Status", "ActiveMessageCount"],
                required => Assert.Contains(required, names));
        }
        var values = XElement.Parse(await GetAsync("t/Subscriptions/sub/Rules/r")).Descendants().Where(element => element.Name.LocalName == "Value");
        Assert.Equal(["d6p1:boolean true", "d6p1:int 5"],
            values.Select(value => $"{value.Attributes().Single(each => each.Name.LocalName == "type").Value} {value.Value}").Order());
        var filter = (CorrelationRuleFilter)(await bus.Administration.GetRuleAsync("t", "sub", "r")).Value.Filter;
        Assert.Equal((5, true), (filter.ApplicationProperties["n"], filter.ApplicationProperties["b"]));
    }

    async Task<string> GetAsync(string path)
    {
        var properties = ServiceBusConnectionStringProperties.Parse(bus.Broker.AdministrationConnectionString);
        var (resource, expiry) = (Uri.EscapeDataString("sb://localhost/"), TimeProvider.System.GetUtcNow().AddMinutes(5).ToUnixTimeSeconds());
        var signature = HMACSHA256.HashData(Encoding.UTF8.GetBytes(properties.SharedAccessKey), Encoding.UTF8.GetBytes($"{resource}\n{expiry}"));
        using var http = new HttpClient();
        http.DefaultRequestHeaders.TryAddWithoutValidation("Authorization",
            $"SharedAccessSignature sr={resource}&sig={Uri.EscapeDataString(Convert.ToBase64String(signature))}&se={expiry}&skn={properties.SharedAccessKeyName}");
        return await http.GetStringAsync($"http://127.0.0.1:{properties.Endpoint.Port}/{path}");
    }

    [Fact]
    public async Task Changes_are_refused_by_name()
    {
        if (!Bus.IsLocal)
            return;
        var refusal = await Assert.ThrowsAsync<ServiceBusException>(() => bus.Administration.CreateQueueAsync("new"));
        Assert.Contains("not implemented", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wrong_key_is_refused()
    {
        if (!Bus.IsLocal)
            return;
        var stranger = new ServiceBusAdministrationClient(bus.Broker.AdministrationConnectionString.Replace("SAS_KEY_VALUE", "another", StringComparison.Ordinal));
        await Assert.ThrowsAsync<UnauthorizedAccessException>(() => stranger.GetQueueAsync("q"));
    }

    public async Task DisposeAsync() => await bus.DisposeAsync();
}
