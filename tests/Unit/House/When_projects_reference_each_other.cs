namespace Messaging.Unit.House;

public class When_projects_reference_each_other
{
    static readonly string[] Apps = ["functions/Send", "functions/Route", "functions/FanOut", "functions/Presence", "functions/Sync"];

    [Fact]
    public void Every_app_is_there() => Assert.All(Apps, app => Assert.Contains(app, Repository.References.Keys));

    [Fact]
    public void An_app_references_plumbing_and_contracts_only() =>
        Assert.All(Apps, app => Assert.All(Repository.References[app], it => Assert.Contains(it, (string[])["functions/Plumbing", "functions/Contracts"])));

    [Fact]
    public void Plumbing_references_contracts_only() => Assert.Equal(["functions/Contracts"], Repository.References["functions/Plumbing"]);

    [Fact]
    public void Contracts_reference_nothing() => Assert.Empty(Repository.References["functions/Contracts"]);

    [Fact]
    public void A_client_references_contracts_only() => Assert.Equal(["functions/Contracts"], Repository.References["clients/dotnet"]);

    [Fact]
    public void The_local_world_references_nothing_of_the_product() =>
        Assert.All(Infra(), project => Assert.DoesNotContain(Repository.References[project], it => it.StartsWith("functions/", StringComparison.Ordinal)));

    [Fact]
    public void A_room_of_the_local_world_references_no_other_but_run_may() =>
        Assert.All(Infra().Where(project => project != "infra/Run"), project => Assert.Empty(Repository.References[project]));

    [Fact]
    public void Nothing_references_tests() =>
        Assert.All(Repository.References.Where(project => !project.Key.StartsWith("tests/", StringComparison.Ordinal)),
            project => Assert.DoesNotContain(project.Value, it => it.StartsWith("tests/", StringComparison.Ordinal)));

    static IEnumerable<string> Infra() => Repository.References.Keys.Where(project => project.StartsWith("infra/", StringComparison.Ordinal));
}
