using System.Text.Json;
using Messaging.Contracts;
using Messaging.Plumbing.Queueing;
using Messaging.Unit.House;

namespace Messaging.Unit.Bicep;

public class When_the_cloud_is_compared_with_the_local_world
{
    static readonly JsonDocumentOptions Commented = new() { CommentHandling = JsonCommentHandling.Skip };

    [Fact]
    public void Both_have_the_queues_of_the_path()
    {
        Assert.Equal(Queues.InPathOrder.Order(), Cloud().Keys.Order());
        Assert.Equal(Queues.InPathOrder.Append(Queues.Notify).Order(), Local().Keys.Order());
    }

    [Theory]
    [InlineData("LockDuration", "lockDuration")]
    [InlineData("MaxDeliveryCount", "maxDeliveryCount")]
    [InlineData("DefaultMessageTimeToLive", "defaultMessageTimeToLive")]
    [InlineData("DeadLetteringOnMessageExpiration", "deadLetteringOnMessageExpiration")]
    [InlineData("RequiresSession", "requiresSession")]
    public void Queues_behave_alike(string local, string cloud)
    {
        var there = Cloud();
        Assert.All(Local().Where(queue => there.ContainsKey(queue.Key)), queue => Assert.Equal(ValueOf(there[queue.Key], cloud), ValueOf(queue.Value, local)));
    }

    [Fact]
    public void Route_has_a_slot_for_every_lane() => Assert.True(
        int.Parse(Snapshot.AppSettings("dev")["route"].GetProperty("AzureFunctionsJobHost__extensions__serviceBus__maxConcurrentSessions").GetString()!)
        >= Lanes.Default);

    [Fact]
    public void Every_function_that_is_kept_warm_exists()
    {
        var warm = Snapshot.Resources("prod", "Microsoft.Web/sites")
            .SelectMany(app => app.GetProperty("properties").GetProperty("functionAppConfig").GetProperty("scaleAndConcurrency").GetProperty("alwaysReady").EnumerateArray())
            .Select(it => it.GetProperty("name").GetString()!).Where(name => name != "http").Select(name => name.Replace("function:", "", StringComparison.Ordinal)).ToList();
        Assert.NotEmpty(warm);
        var source = string.Concat(Directory.EnumerateFiles(Repository.PathOf("functions"), "*.cs", SearchOption.AllDirectories).Select(File.ReadAllText));
        Assert.All(warm, name => Assert.Contains($"[Function(nameof({name}))]", source));
    }

    static Dictionary<string, JsonElement> Cloud() =>
        Snapshot.Resources("dev", "Microsoft.ServiceBus/namespaces/queues").ToDictionary(Snapshot.NameOf, queue => queue.GetProperty("properties"));

    static Dictionary<string, JsonElement> Local()
    {
        using var config = JsonDocument.Parse(File.ReadAllText(Repository.PathOf("infra/Run/Config.json")), Commented);
        var queues = config.RootElement.GetProperty("UserConfig").GetProperty("Namespaces")[0].GetProperty("Queues").Clone();
        return queues.EnumerateArray().ToDictionary(queue => queue.GetProperty("Name").GetString()!, queue => queue.GetProperty("Properties"));
    }

    // An absent switch is off.
    static string ValueOf(JsonElement properties, string name) => properties.TryGetProperty(name, out var value) ? value.ToString() : bool.FalseString;
}
