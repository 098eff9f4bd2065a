using System.Text.Json;
using System.Text.RegularExpressions;
using Messaging.Plumbing.Queueing;
using Messaging.Unit.House;

namespace Messaging.Unit.Bicep;

public class When_an_app_is_sized
{
    public static TheoryData<string> Approved => Snapshot.Approved;

    [Theory, MemberData(nameof(Approved))]
    public void It_has_a_most_of_instances(string environment) =>
        Assert.All(Apps(environment), app => Assert.InRange(Scale(app).GetProperty("maximumInstanceCount").GetInt32(), 1, 1000));

    [Theory, MemberData(nameof(Approved))]
    public void Route_has_few_whatever_the_size(string environment) => Assert.All(
        Apps(environment).Where(app => Snapshot.StageOf(app) == "route"), app => Assert.Equal(2, Scale(app).GetProperty("maximumInstanceCount").GetInt32()));

    [Theory]
    [InlineData("test")]
    [InlineData("prod")]
    [InlineData("prod-regions")]
    public void Every_app_is_kept_warm_where_people_chat(string environment) => Assert.All(Apps(environment), app =>
    {
        var warm = Scale(app).GetProperty("alwaysReady").EnumerateArray().Select(it => it.GetProperty("instanceCount").GetInt32()).ToList();
        Assert.NotEmpty(warm);
        Assert.All(warm, count => Assert.InRange(count, 1, Scale(app).GetProperty("maximumInstanceCount").GetInt32()));
    });

    [Fact]
    public void Every_function_that_is_kept_warm_exists()
    {
        var warm = Apps("prod").SelectMany(app => Scale(app).GetProperty("alwaysReady").EnumerateArray()).Select(it => it.GetProperty("name").GetString()!)
            .Where(name => name != "http").Select(name => name.Replace("function:", "", StringComparison.Ordinal)).ToList();
        Assert.NotEmpty(warm);
        var source = string.Concat(Directory.EnumerateFiles(Repository.PathOf("functions"), "*.cs", SearchOption.AllDirectories).Select(File.ReadAllText));
        Assert.All(warm, name => Assert.Contains($"[Function(nameof({name}))]", source));
    }

    [Theory, MemberData(nameof(Approved))]
    public void Route_has_a_slot_for_every_lane(string environment) => Assert.All(Slots(environment), slots => Assert.True(slots >= Lanes.Default));

    [Fact]
    public void Route_has_as_many_slots_in_the_local_world()
    {
        var local = Regex.Match(File.ReadAllText(Repository.PathOf("infra/Run/Apps.cs")), @"const int Slots = (\d+);").Groups[1].Value;
        Assert.All(Slots("dev"), slots => Assert.Equal(local, $"{slots}"));
    }

    static IEnumerable<int> Slots(string environment) => new[] { "maxConcurrentSessions", "maxConcurrentCalls" }.Select(name =>
        int.Parse(Snapshot.AppSettings(environment)["route"].GetProperty($"AzureFunctionsJobHost__extensions__serviceBus__{name}").GetString()!));

    static IReadOnlyList<JsonElement> Apps(string environment) => Snapshot.Resources(environment, "Microsoft.Web/sites");

    static JsonElement Scale(JsonElement app) => app.GetProperty("properties").GetProperty("functionAppConfig").GetProperty("scaleAndConcurrency");
}
