using System.Text.RegularExpressions;
using Messaging.Unit.House;
using YamlDotNet.RepresentationModel;

namespace Messaging.Unit.Pipelines;

/// <summary>What actionlint, which .ci/run starts, cannot know.</summary>
public class When_workflows_are_read
{
    static readonly string[] Apps = ["Send", "Route", "FanOut", "Presence", "Sync"];

    public static TheoryData<string> Files =>
        [.. Directory.EnumerateFiles(Repository.PathOf(".github/workflows")).Select(file => Path.GetRelativePath(Repository.Root, file)), "infra/pipelines/azure-pipelines.yml"];

    [Theory, MemberData(nameof(Files))]
    public void Every_script_is_there(string file)
    {
        var scripts = Regex.Matches(Text(file), @"infra/pipelines/\w+\.\w+|\.ci/run").Select(it => it.Value).Distinct();
        Assert.All(scripts, script => Assert.True(OperatingSystem.IsWindows() || File.GetUnixFileMode(Repository.PathOf(script)).HasFlag(UnixFileMode.UserExecute), script));
    }

    [Theory]
    [InlineData("infrastructure.yml", "infrastructure-")]
    [InlineData("deploy-app.yml", "deploy-")]
    public void A_deployment_that_has_begun_is_not_cancelled(string file, string group)
    {
        var concurrency = (YamlMappingNode)Root($".github/workflows/{file}")["concurrency"];
        Assert.Equal("false", $"{concurrency["cancel-in-progress"]}");
        Assert.StartsWith(group, $"{concurrency["group"]}");
    }

    [Fact]
    public void A_person_may_choose_any_app() => Assert.Equal(["all", .. Apps], Options("deploy.yml", "app"));

    [Theory]
    [InlineData("deploy.yml")]
    [InlineData("infrastructure.yml")]
    public void A_person_may_choose_any_environment(string file) => Assert.Equal(
        Directory.EnumerateFiles(Repository.PathOf("bicep/parameters"), "*.bicepparam").Select(Path.GetFileNameWithoutExtension).Order(),
        Options(file, "environment").Order());

    [Theory, MemberData(nameof(Files))]
    public void No_secret_is_needed(string file) => Assert.DoesNotMatch(@"secrets\.|client-secret|creds:", Text(file));

    static IEnumerable<string?> Options(string file, string input) =>
        ((YamlSequenceNode)Root($".github/workflows/{file}")["on"]["workflow_dispatch"]["inputs"][input]["options"]).Select(it => $"{it}");

    static string Text(string file) => File.ReadAllText(Repository.PathOf(file));

    static YamlMappingNode Root(string file)
    {
        var yaml = new YamlStream();
        yaml.Load(new StringReader(Text(file)));
        return (YamlMappingNode)yaml.Documents[0].RootNode;
    }
}
