using System.Text.Json;
using Messaging.Unit.House;

namespace Messaging.Unit.Bicep;

/// <summary>There is none: every service refuses keys, and no template asks for one.</summary>
public class When_a_key_is_looked_for
{
    public static TheoryData<string> Approved => Snapshot.Approved;

    [Theory, MemberData(nameof(Approved))]
    public void Every_service_refuses_one(string environment)
    {
        Assert.All(Snapshot.Properties(environment, "Microsoft.ServiceBus/namespaces"), it => Assert.True(it.GetProperty("disableLocalAuth").GetBoolean()));
        Assert.All(Snapshot.Properties(environment, "Microsoft.SignalRService/signalR"), it => Assert.True(it.GetProperty("disableLocalAuth").GetBoolean()));
        Assert.All(Snapshot.Properties(environment, "Microsoft.Insights/components"), it => Assert.True(it.GetProperty("DisableLocalAuth").GetBoolean()));
        Assert.All(Snapshot.Properties(environment, "Microsoft.OperationalInsights/workspaces"),
            it => Assert.True(it.GetProperty("features").GetProperty("disableLocalAuth").GetBoolean()));
        Assert.All(Snapshot.Properties(environment, "Microsoft.Storage/storageAccounts"), it => Assert.False(it.GetProperty("allowSharedKeyAccess").GetBoolean()));
        Assert.All(Snapshot.Properties(environment, "Microsoft.Storage/storageAccounts"), it => Assert.False(it.GetProperty("allowBlobPublicAccess").GetBoolean()));
        Assert.All(Snapshot.Properties(environment, "Microsoft.Web/sites/basicPublishingCredentialsPolicies"), it => Assert.False(it.GetProperty("allow").GetBoolean()));
    }

    [Theory, MemberData(nameof(Approved))]
    public void Nothing_older_than_TLS_1_2_is_spoken(string environment)
    {
        Assert.All(Snapshot.Properties(environment, "Microsoft.ServiceBus/namespaces"), it => Assert.Equal("1.2", it.GetProperty("minimumTlsVersion").GetString()));
        Assert.All(Snapshot.Properties(environment, "Microsoft.Storage/storageAccounts"), it => Assert.Equal("TLS1_2", it.GetProperty("minimumTlsVersion").GetString()));
        Assert.All(Snapshot.Properties(environment, "Microsoft.Web/sites"), it =>
        {
            Assert.True(it.GetProperty("httpsOnly").GetBoolean());
            Assert.Equal("1.2", it.GetProperty("siteConfig").GetProperty("minTlsVersion").GetString());
        });
    }

    [Theory, MemberData(nameof(Approved))]
    public void No_resource_takes_one(string environment) => Assert.All(Snapshot.Resources(environment), resource =>
        Assert.DoesNotMatch("(?i)listKeys|listAccountSas|listServiceSas|AccountKey=|SharedAccessKey", resource.GetRawText()));

    [Fact]
    public void No_template_asks_for_one() => Assert.All(
        Directory.EnumerateFiles(Repository.PathOf("bicep"), "*.bicep", SearchOption.AllDirectories),
        file => Assert.DoesNotMatch(@"(?i)\blist\w*\(", File.ReadAllText(file)));

    [Theory, MemberData(nameof(Approved))]
    public void Every_connection_names_its_identity_instead(string environment) => Assert.All(
        from app in Snapshot.AppSettings(environment).Values
        from connection in (string[])["ServiceBus", "Tables", "SignalR", "AzureWebJobsStorage"]
        select (app, connection),
        it => AssertIdentity(it.app, it.connection));

    static void AssertIdentity(JsonElement settings, string connection)
    {
        Assert.Equal("managedidentity", settings.GetProperty($"{connection}__credential").GetString());
        Assert.Contains("clientId", settings.GetProperty($"{connection}__clientId").GetString(), StringComparison.Ordinal);
        Assert.False(settings.TryGetProperty(connection, out _), "A connection string beside the identity would win.");
    }
}
