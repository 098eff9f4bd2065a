using System.Reflection;
using System.Text.Json;
using System.Xml;
using Messaging.Contracts;
using Messaging.FanOut;
using Messaging.Presence;
using Messaging.Route;
using Messaging.Send;
using Messaging.Sync;
using Messaging.Unit.House;
using Microsoft.Azure.Functions.Worker;

namespace Messaging.Unit.Bicep;

public class When_a_trigger_relies_on_its_queue
{
    public static TheoryData<string> Approved => Snapshot.Approved;

    static readonly IReadOnlyList<ServiceBusTriggerAttribute> Triggers =
    [
        .. from app in (Assembly[])[typeof(SendOptions).Assembly, typeof(RouteOptions).Assembly, typeof(FanOutOptions).Assembly, typeof(PresenceOptions).Assembly, typeof(SyncOptions).Assembly]
           from parameter in app.GetTypes().SelectMany(it => it.GetMethods()).SelectMany(it => it.GetParameters())
           let trigger = parameter.GetCustomAttribute<ServiceBusTriggerAttribute>()
           where trigger is not null
           select trigger,
    ];

    [Fact]
    public void Every_queue_of_the_path_has_one() => Assert.Equal(Queues.InPathOrder.Append(Queues.Notify).Order(), Triggers.Select(it => it.QueueName!).Order());

    [Theory, MemberData(nameof(Approved))]
    public void Sessions_are_where_they_are_expected(string environment) =>
        Assert.All(Triggers, trigger => Assert.Equal(trigger.IsSessionsEnabled, Queue(environment, trigger).GetProperty("requiresSession").GetBoolean()));

    [Theory, MemberData(nameof(Approved))]
    public void The_lock_of_a_batch_outlasts_the_longest_run(string environment)
    {
        using var host = JsonDocument.Parse(File.ReadAllText(Repository.PathOf("host.json")));
        var longest = TimeSpan.Parse(host.RootElement.GetProperty("functionTimeout").GetString()!);
        // Locks of a batch are not renewed.
        Assert.All(Triggers.Where(it => it.IsBatched), trigger => Assert.True(Lock(environment, trigger) >= longest));
    }

    [Theory, MemberData(nameof(Approved))]
    public void Routes_patience_ends_before_its_deliveries_do(string environment)
    {
        var route = Queue(environment, Triggers.Single(it => it.IsSessionsEnabled));
        var options = new RouteOptions();
        Assert.True(route.GetProperty("maxDeliveryCount").GetInt32() * options.PatienceSeconds >= 30 * 60, "An outage of half an hour must not dead-letter anything.");
        Assert.True(route.GetProperty("maxDeliveryCount").GetInt32() > options.Attempts);
    }

    [Theory, MemberData(nameof(Approved))]
    public void What_expires_waits_for_an_operator(string environment) =>
        Assert.All(Triggers, trigger => Assert.True(Queue(environment, trigger).GetProperty("deadLetteringOnMessageExpiration").GetBoolean()));

    static TimeSpan Lock(string environment, ServiceBusTriggerAttribute trigger) =>
        XmlConvert.ToTimeSpan(Queue(environment, trigger).GetProperty("lockDuration").GetString()!);

    static JsonElement Queue(string environment, ServiceBusTriggerAttribute trigger) => Snapshot.Resources(environment, "Microsoft.ServiceBus/namespaces/queues")
        .First(queue => Snapshot.NameOf(queue) == trigger.QueueName).GetProperty("properties");
}
