using System.Reflection;
using System.Text.Json;
using System.Text.RegularExpressions;
using Messaging.Presence;
using Messaging.Send;
using Messaging.Sync;
using Microsoft.Azure.Functions.Worker;

namespace Messaging.Unit.Bicep;

/// <summary>Each HTTP function is reached by its method and path: the most specific pattern names the app, and a rule takes some methods elsewhere.</summary>
public class When_a_caller_comes_through_the_front_door
{
    public static IEnumerable<object[]> Functions { get; } =
    [
        .. from app in (Assembly[])[typeof(SendOptions).Assembly, typeof(PresenceOptions).Assembly, typeof(SyncOptions).Assembly]
           from parameter in app.GetTypes().SelectMany(it => it.GetMethods()).SelectMany(it => it.GetParameters())
           let trigger = parameter.GetCustomAttribute<HttpTriggerAttribute>()
           where trigger is not null && !trigger.Route!.StartsWith("upstream/", StringComparison.Ordinal)
           from method in trigger.Methods!
           select new object[] { app.GetName().Name!.Split('.')[1].ToLowerInvariant(), method.ToUpperInvariant(), "/api/" + Regex.Replace(trigger.Route!, @"\{[^}]*\}", "1") },
    ];

    [Theory, MemberData(nameof(Functions))]
    public void It_is_the_function_that_answers(string app, string method, string path) => Assert.Equal(app, AppFor(method, path));

    [Fact]
    public void SignalRs_own_way_in_is_not_open() => Assert.Null(AppFor("POST", "/api/upstream/messaging/connections/connected"));

    static string? AppFor(string method, string path)
    {
        var routes = from route in Snapshot.Resources("prod-regions", "Microsoft.Cdn/profiles/afdEndpoints/routes")
                     from pattern in route.GetProperty("properties").GetProperty("patternsToMatch").EnumerateArray().Select(it => it.GetString()!)
                     where pattern.EndsWith("/*", StringComparison.Ordinal) ? path.StartsWith(pattern[..^1], StringComparison.Ordinal) : path == pattern
                     orderby pattern.Length descending
                     select route;
        if (routes.FirstOrDefault() is not { ValueKind: JsonValueKind.Object } found) return null;

        var elsewhere = found.GetProperty("properties").GetProperty("ruleSets").GetArrayLength() > 0 ? Rule(method, path) : null;
        return elsewhere ?? Snapshot.NameOf(found);
    }

    /// <summary>The app of the first rule that matches.</summary>
    static string? Rule(string method, string path) => (
        from rule in Snapshot.Resources("prod-regions", "Microsoft.Cdn/profiles/ruleSets/rules")
        let properties = rule.GetProperty("properties")
        orderby properties.GetProperty("order").GetInt32()
        where Values(properties, "RequestMethod").Contains(method) && Values(properties, "UrlPath").Any(pattern => Regex.IsMatch(path[1..], pattern))
        let action = properties.GetProperty("actions")[0].GetProperty("parameters")
        select action.GetProperty("originGroupOverride").GetProperty("originGroup").GetProperty("id").GetString()!.Split('/')[^1].TrimEnd('\'', ')', ']'))
        .FirstOrDefault();

    static IEnumerable<string> Values(JsonElement rule, string condition) =>
        from it in rule.GetProperty("conditions").EnumerateArray()
        where it.GetProperty("name").GetString() == condition
        from value in it.GetProperty("parameters").GetProperty("matchValues").EnumerateArray()
        select value.GetString()!;
}
