using System.Text.Json;
using Messaging.Contracts;
using Messaging.Plumbing.Storage;
using Messaging.Unit.House;

namespace Messaging.Unit.Bicep;

public class When_the_cloud_is_compared_with_the_local_world
{
    static readonly JsonDocumentOptions Commented = new() { CommentHandling = JsonCommentHandling.Skip };

    [Fact]
    public void Both_have_the_queues_of_the_path()
    {
        Assert.Equal(Queues.InPathOrder.Append(Queues.Notify).Order(), Cloud().Keys.Order());
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
    public void Both_have_the_topics_of_the_path() => Assert.Equal(
        Snapshot.Resources("dev", "Microsoft.ServiceBus/namespaces/topics").Select(Snapshot.NameOf), Entities("Topics").Select(it => it.GetProperty("Name").GetString()));

    [Fact]
    public void Both_have_the_tables_of_the_path() => Assert.Equal(
        typeof(TableNames).GetFields().Select(it => (string?)it.GetRawConstantValue()).Order(),
        Snapshot.Resources("dev", "Microsoft.Storage/storageAccounts/tableServices/tables").Select(Snapshot.NameOf).Order());

    static Dictionary<string, JsonElement> Cloud() =>
        Snapshot.Resources("dev", "Microsoft.ServiceBus/namespaces/queues").ToDictionary(Snapshot.NameOf, queue => queue.GetProperty("properties"));

    static Dictionary<string, JsonElement> Local() =>
        Entities("Queues").ToDictionary(queue => queue.GetProperty("Name").GetString()!, queue => queue.GetProperty("Properties"));

    static IReadOnlyList<JsonElement> Entities(string kind)
    {
        using var config = JsonDocument.Parse(File.ReadAllText(Repository.PathOf("infra/Run/Config.json")), Commented);
        return [.. config.RootElement.GetProperty("UserConfig").GetProperty("Namespaces")[0].GetProperty(kind).Clone().EnumerateArray()];
    }

    // An absent switch is off.
    static string ValueOf(JsonElement properties, string name) => properties.TryGetProperty(name, out var value) ? value.ToString() : bool.FalseString;
}
