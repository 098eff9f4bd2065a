using System.Text.RegularExpressions;

namespace Messaging.Unit.Bicep;

/// <summary>Length and letters as Azure's naming rules have them, for the shortest and longest names that the parameters allow.</summary>
public class When_parts_are_named
{
    public static TheoryData<string> Approved => Snapshot.Approved;

    static readonly Dictionary<string, string> Rules = new()
    {
        ["Microsoft.Cdn/profiles"] = "^[a-zA-Z0-9][a-zA-Z0-9-]{3,62}[a-zA-Z0-9]$",
        ["Microsoft.Cdn/profiles/afdEndpoints"] = "^[a-zA-Z0-9][a-zA-Z0-9-]{0,44}[a-zA-Z0-9]$",
        ["Microsoft.Cdn/profiles/afdEndpoints/routes"] = "^[a-zA-Z0-9][a-zA-Z0-9-]{0,88}[a-zA-Z0-9]$",
        ["Microsoft.Cdn/profiles/originGroups"] = "^[a-zA-Z0-9][a-zA-Z0-9-]{0,88}[a-zA-Z0-9]$",
        ["Microsoft.Cdn/profiles/originGroups/origins"] = "^[a-zA-Z0-9]([a-zA-Z0-9-]{0,88}[a-zA-Z0-9])?$",
        ["Microsoft.Cdn/profiles/ruleSets"] = "^[a-zA-Z][a-zA-Z0-9]{0,59}$",
        ["Microsoft.Cdn/profiles/ruleSets/rules"] = "^[a-zA-Z][a-zA-Z0-9]{0,259}$",
        ["Microsoft.Insights/actionGroups"] = "^[^/&%?:]{1,260}$",
        ["Microsoft.Insights/components"] = "^[a-zA-Z0-9._()-]{1,260}$",
        ["Microsoft.Insights/metricAlerts"] = "^[^*#&+:<>?@%{}\\\\/|]{1,260}$",
        ["Microsoft.Insights/scheduledQueryRules"] = "^[^*#&+:<>?@%{}\\\\/|]{1,260}$",
        ["Microsoft.Insights/workbooks"] = "^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$",
        ["Microsoft.ManagedIdentity/userAssignedIdentities"] = "^[a-zA-Z0-9][a-zA-Z0-9_-]{2,127}$",
        ["Microsoft.Network/privateEndpoints"] = "^[a-zA-Z0-9][a-zA-Z0-9._-]{0,62}[a-zA-Z0-9_]$",
        ["Microsoft.Network/virtualNetworks"] = "^[a-zA-Z0-9][a-zA-Z0-9._-]{0,62}[a-zA-Z0-9_]$",
        ["Microsoft.OperationalInsights/workspaces"] = "^[a-zA-Z0-9][a-zA-Z0-9-]{2,61}[a-zA-Z0-9]$",
        ["Microsoft.ServiceBus/namespaces"] = "^(?!.*(-sb|-mgmt)$)[a-zA-Z][a-zA-Z0-9-]{4,48}[a-zA-Z0-9]$",
        ["Microsoft.ServiceBus/namespaces/queues"] = "^[a-zA-Z0-9][a-zA-Z0-9._-]{0,258}[a-zA-Z0-9]$",
        ["Microsoft.ServiceBus/namespaces/topics"] = "^[a-zA-Z0-9][a-zA-Z0-9._-]{0,258}[a-zA-Z0-9]$",
        ["Microsoft.ServiceBus/namespaces/topics/subscriptions"] = "^[a-zA-Z0-9]([a-zA-Z0-9._-]{0,48}[a-zA-Z0-9])?$",
        ["Microsoft.SignalRService/signalR"] = "^[a-zA-Z][a-zA-Z0-9-]{1,61}[a-zA-Z0-9]$",
        ["Microsoft.Storage/storageAccounts"] = "^[a-z0-9]{3,24}$",
        ["Microsoft.Storage/storageAccounts/blobServices/containers"] = "^(?!.*--)[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$",
        ["Microsoft.Storage/storageAccounts/tableServices/tables"] = "^[a-zA-Z][a-zA-Z0-9]{2,62}$",
        ["Microsoft.Web/serverfarms"] = "^[a-zA-Z0-9-]{1,60}$",
        ["Microsoft.Web/sites"] = "^[a-zA-Z0-9][a-zA-Z0-9-]{0,58}[a-zA-Z0-9]$",
    };

    /// <summary>Named by Azure: fixed names, and names of other resources.</summary>
    static readonly string[] Given =
    [
        "Microsoft.Authorization/roleAssignments", "Microsoft.Insights/diagnosticSettings", "Microsoft.Network/privateDnsZones",
        "Microsoft.Network/privateDnsZones/virtualNetworkLinks", "Microsoft.Network/privateEndpoints/privateDnsZoneGroups",
        "Microsoft.ServiceBus/namespaces/topics/subscriptions/rules", "Microsoft.Storage/storageAccounts/blobServices",
        "Microsoft.Storage/storageAccounts/tableServices", "Microsoft.Web/sites/basicPublishingCredentialsPolicies", "Microsoft.Web/sites/config",
    ];

    [Theory, MemberData(nameof(Approved))]
    public void Azure_takes_every_name(string environment) => Assert.All(
        Snapshot.Resources(environment).Where(it => !Given.Contains(it.GetProperty("type").GetString())),
        it => Assert.Matches(Rules[it.GetProperty("type").GetString()!], Snapshot.NameOf(it)));

    [Theory, MemberData(nameof(Approved))]
    public void The_host_tells_the_apps_of_a_storage_account_apart(string environment) =>
        // Its id is the first 32 characters of an app's name; two apps of one id would share leases and keys.
        Assert.Distinct(Snapshot.Resources(environment, "Microsoft.Web/sites").Select(Snapshot.NameOf).Select(name => name[..Math.Min(32, name.Length)]));

    [Theory, MemberData(nameof(Approved))]
    public void A_stage_has_one_name(string environment)
    {
        var apps = Snapshot.Resources(environment, "Microsoft.Web/sites").Select(Snapshot.StageOf).Distinct().Order();
        Assert.Subset(Snapshot.Resources(environment, "Microsoft.ServiceBus/namespaces/queues").Select(Snapshot.NameOf).ToHashSet(), apps.ToHashSet());
        Assert.Equal(apps, Snapshot.Resources(environment, "Microsoft.ManagedIdentity/userAssignedIdentities").Select(Snapshot.StageOf).Distinct().Order());
    }
}
