using System.Text.Json;
using System.Text.RegularExpressions;

namespace Messaging.Unit.Bicep;

/// <summary>One role assignment of a snapshot.</summary>
/// <param name="Scope">Resource id of what it is on.</param>
/// <param name="Identity">Name of the identity that has it, or an object id from the parameters.</param>
/// <param name="Role">Id of the role.</param>
sealed partial record Grant(string Scope, string Identity, string Role)
{
    public const string BusOwner = "090c5cfd-751d-490a-894a-3ce6f1109419", BusSender = "69a216fc-b8fb-44d8-bc22-1f3c2cd27a39",
        BusReceiver = "4f6d3b9b-027b-4f4c-9142-0e5a2a2247e0", BlobOwner = "b7e6dc6d-f1e8-4753-8033-0f276bb0955b",
        TableWriter = "0a9a7e1f-b9d0-4cc4-a60d-0319b160aaa3", TableReader = "76199698-9eea-4c19-bc75-cec21354c6b6",
        SignalROwner = "fd53cd77-2268-407a-8f46-7e7863d0f521", MetricsPublisher = "3913510d-42f4-4e42-8a64-420c390055eb";

    /// <summary>Type of what it is on, without the provider: <c>namespaces/queues</c>.</summary>
    public string Kind => string.Join('/', Parts.Where((_, i) => i % 2 == 0));

    public string Target => Parts[^1];

    public string Stage => Identity.Split('-')[1];

    string[] Parts => Scope.Split("/providers/")[^1].Split('/')[1..];

    public static IReadOnlyList<Grant> In(string environment) =>
        [.. Snapshot.Resources(environment, "Microsoft.Authorization/roleAssignments").Select(Of)];

    static Grant Of(JsonElement assignment)
    {
        var id = assignment.GetProperty("id").GetString()!;
        var scope = Extension().Match(id) is { Success: true } match ? match.Groups[1].Value : id.Split("/providers/Microsoft.Authorization/")[0];
        var properties = assignment.GetProperty("properties");
        var principal = properties.GetProperty("principalId").GetString()!;
        return new(scope, UserAssigned().Match(principal) is { Success: true } known ? known.Groups[1].Value : principal,
            properties.GetProperty("roleDefinitionId").GetString()!.Split('/')[^1]);
    }

    [GeneratedRegex(@"^\[extensionResourceId\('([^']+)'")]
    private static partial Regex Extension();

    [GeneratedRegex("/userAssignedIdentities/([^']+)'")]
    private static partial Regex UserAssigned();
}
