using Messaging.Unit.House;

namespace Messaging.Unit.Pipelines;

public sealed class When_infrastructure_is_deployed : IDisposable
{
    static readonly string Parameters = Repository.PathOf("bicep/parameters/prod.bicepparam");

    readonly Script script = new();

    [Fact]
    public async Task What_if_only_asks()
    {
        Assert.Equal(0, await script.RunAsync("infrastructure.sh", "what-if", "prod", "messaging"));
        Assert.Equal([$"az deployment group what-if --resource-group messaging --parameters {Parameters}"], script.Calls);
    }

    [Fact]
    public async Task What_it_made_is_shown_at_the_end()
    {
        script.Answer("az", "*'group show'*", "{}");

        Assert.Equal(0, await script.RunAsync("infrastructure.sh", "deploy", "prod", "messaging"));
        Assert.Equal(
        [
            $"az deployment group create --resource-group messaging --name messaging-prod --parameters {Parameters} --output none",
            "az deployment group show --resource-group messaging --name messaging-prod --query properties.outputs --output json",
        ], script.Calls);
        Assert.Equal("{}", script.Output);
    }

    [Fact]
    public async Task A_failed_deployment_is_a_failed_step()
    {
        script.Answer("az", "*'group create'*", "", code: 3);

        Assert.Equal(3, await script.RunAsync("infrastructure.sh", "deploy", "prod", "messaging"));
        Assert.Single(script.Calls);
    }

    [Theory]
    [InlineData("deploy", "nowhere")]
    [InlineData("destroy", "prod")]
    public async Task Nothing_is_called_for_an_unknown_environment_or_action(string action, string environment)
    {
        Assert.Equal(2, await script.RunAsync("infrastructure.sh", action, environment, "messaging"));
        Assert.Empty(script.Calls);
    }

    [Fact]
    public async Task Nothing_is_called_without_an_issuer()
    {
        script.Environment["AUTHORITY"] = "";

        Assert.NotEqual(0, await script.RunAsync("infrastructure.sh", "deploy", "prod", "messaging"));
        Assert.Empty(script.Calls);
        Assert.Contains("AUTHORITY", script.Errors);
    }

    public void Dispose() => script.Dispose();
}
