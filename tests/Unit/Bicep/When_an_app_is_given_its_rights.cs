using System.Text.Json;

namespace Messaging.Unit.Bicep;

/// <summary>Least privilege, read off what would be deployed: no key, no namespace-wide grant, no table but one's own and those one reads.</summary>
public class When_an_app_is_given_its_rights
{
    [Theory]
    [InlineData("dev")]
    [InlineData("prod")]
    [InlineData("prod-regions")]
    public void No_grant_on_the_bus_is_wider_than_a_queue(string environment) =>
        Assert.DoesNotContain(Grants(environment), id => id.Contains("/Microsoft.ServiceBus/namespaces/", StringComparison.Ordinal) && !id.Contains("/queues/", StringComparison.Ordinal));

    [Theory]
    [InlineData("dev")]
    [InlineData("prod")]
    [InlineData("prod-regions")]
    public void Nothing_takes_a_key(string environment)
    {
        Assert.All(Properties(environment, "Microsoft.ServiceBus/namespaces"), it => Assert.True(it.GetProperty("disableLocalAuth").GetBoolean()));
        Assert.All(Properties(environment, "Microsoft.SignalRService/signalR"), it => Assert.True(it.GetProperty("disableLocalAuth").GetBoolean()));
        Assert.All(Properties(environment, "Microsoft.Storage/storageAccounts"), it => Assert.False(it.GetProperty("allowSharedKeyAccess").GetBoolean()));
        Assert.All(Properties(environment, "Microsoft.Insights/components"), it => Assert.True(it.GetProperty("DisableLocalAuth").GetBoolean()));
    }

    [Fact]
    public void A_table_has_one_writer() => Assert.All(
        Grants("dev").Where(id => id.Contains("0a9a7e1f-b9d0-4cc4-a60d-0319b160aaa3", StringComparison.Ordinal)).GroupBy(TableOf),
        writers => Assert.Single(writers));

    [Theory]
    [InlineData("ServiceBus")]
    [InlineData("Tables")]
    [InlineData("SignalR")]
    [InlineData("AzureWebJobsStorage")]
    public void Every_connection_names_its_identity(string connection) => Assert.All(Snapshot.AppSettings("dev").Values, settings =>
    {
        Assert.Equal("managedidentity", settings.GetProperty($"{connection}__credential").GetString());
        Assert.Contains("clientId", settings.GetProperty($"{connection}__clientId").GetString(), StringComparison.Ordinal);
        Assert.False(settings.TryGetProperty(connection, out _), "A connection string beside the identity would win.");
    });

    static IEnumerable<string> Grants(string environment)
    {
        var grants = Snapshot.Resources(environment, "Microsoft.Authorization/roleAssignments").Select(it => it.GetProperty("id").GetString()!).ToList();
        Assert.NotEmpty(grants);
        return grants;
    }

    static IEnumerable<JsonElement> Properties(string environment, string type)
    {
        var found = Snapshot.Resources(environment, type).Select(it => it.GetProperty("properties")).ToList();
        Assert.NotEmpty(found);
        return found;
    }

    static string TableOf(string grant) => grant.Split("/tables/")[1].Split('\'')[0];
}
