using Messaging.ServiceBus.Config;

namespace Messaging.Unit.ServiceBus;

public sealed class When_a_config_is_loaded : IDisposable
{
    readonly string file = Path.GetTempFileName();

    [Fact]
    public void It_takes_the_emulators_form()
    {
        var config = Load(
            """
            { "UserConfig": { "Namespaces": [ { "Name": "ns", "Queues": [ { "Name": "q", "Properties": { "LockDuration": "PT30S", "MaxDeliveryCount": 3,
              "DefaultMessageTimeToLive": "P14D", "ForwardTo": "", "RequiresSession": true } } ],
              "Topics": [ { "Name": "t", "Subscriptions": [ { "Name": "s", "Rules": [ { "Name": "r",
                "Properties": { "FilterType": "Correlation", "CorrelationFilter": { "Label": "x" } } } ] } ] } ] } ], "Logging": { "Type": "File" } } }
            """);
        var queue = config.Queues.Single().Properties.ToQueue();
        Assert.Equal((TimeSpan.FromSeconds(30), 3, TimeSpan.FromDays(14), true), (queue.LockDuration, queue.MaxDeliveryCount, queue.DefaultMessageTimeToLive, queue.RequiresSession));
        Assert.Equal("x", config.Topics.Single().Subscriptions.Single().Rules.Single().Properties.CorrelationFilter!.Label);
    }

    [Theory]
    [InlineData("\"ForwardTo\": \"other\"", "ForwardTo")]
    [InlineData("\"EnablePartitioning\": true", "EnablePartitioning")]
    [InlineData("\"LockDurations\": \"PT1M\"", "LockDurations")]
    public void What_is_not_implemented_is_refused_by_name(string property, string named)
    {
        var refusal = Assert.Throws<InvalidDataException>(() => Load($$"""{ "UserConfig": { "Namespaces": [ { "Queues": [ { "Name": "q", "Properties": { {{property}} } } ] } ] } }"""));
        Assert.Contains(named, refusal.Message, StringComparison.Ordinal);
        Assert.Contains(file, refusal.Message, StringComparison.Ordinal);
    }

    NamespaceConfig Load(string json)
    {
        File.WriteAllText(file, json);
        return EmulatorConfig.Load(file);
    }

    public void Dispose() => File.Delete(file);
}
