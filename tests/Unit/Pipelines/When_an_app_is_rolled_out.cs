using System.Security.Cryptography;
using System.Text;

namespace Messaging.Unit.Pipelines;

/// <summary>Two stamps, s0 and us.</summary>
public sealed class When_an_app_is_rolled_out : IDisposable
{
    const string Package = "a package";
    static readonly string Hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Package)))[..16];

    readonly Script script = new();
    readonly string zip;

    public When_an_app_is_rolled_out() => zip = script.Write("app.zip", Package);

    [Fact]
    public async Task It_comes_to_one_stamp_after_the_other_and_is_asked_each_time()
    {
        script.Answer("curl", "*", "401 application/problem+json");

        Assert.Equal(0, await RolloutAsync("Send"));
        Assert.Equal(
        [
            "az deployment group show --resource-group messaging --name messaging-prod --query properties.outputs.apps.value[].apps[?app=='send'].name[] --output tsv",
            .. Stamp("send", "s0"), .. Stamp("send", "us"),
        ], script.Calls);
    }

    [Fact]
    public async Task A_failed_smoke_test_stops_before_the_next_stamp()
    {
        script.Answer("curl", "*", "500 text/plain");

        Assert.Equal(1, await RolloutAsync("Send"));
        Assert.DoesNotContain(script.Calls, call => call.Contains("func-send-us", StringComparison.Ordinal));
        Assert.DoesNotContain(script.Calls, call => call.StartsWith("az tag", StringComparison.Ordinal));
        Assert.Contains("func-send-s0 failed its smoke test", script.Errors);
    }

    [Fact]
    public async Task A_refusal_by_anyone_but_the_app_does_not_pass()
    {
        script.Answer("curl", "*", "401 text/html");

        Assert.Equal(1, await RolloutAsync("Send"));
    }

    [Fact]
    public async Task A_failed_upload_stops_before_anything_is_asked()
    {
        script.Answer("az", "*config-zip*", "", code: 1);

        Assert.NotEqual(0, await RolloutAsync("Send"));
        Assert.DoesNotContain(script.Calls, call => call.StartsWith("curl", StringComparison.Ordinal));
        Assert.Single(script.Calls, call => call.Contains("config-zip", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Run_again_it_goes_on_where_it_stopped()
    {
        script.Answer("curl", "*", "401 application/problem+json").Answer("az", "*'functionapp show'*'-s0 '*", $"id-s0\\n{Hash}\\n");

        Assert.Equal(0, await RolloutAsync("Send"));
        Assert.Equal(Stamp("send", "us"), script.Calls.Skip(2));
    }

    [Fact]
    public async Task An_app_without_HTTP_must_have_its_functions_loaded()
    {
        script.Answer("az", "*'function list'*", "1");

        Assert.Equal(0, await RolloutAsync("Route"));
        Assert.DoesNotContain(script.Calls, call => call.StartsWith("curl", StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_app_without_a_function_does_not_pass()
    {
        script.Answer("az", "*'function list'*", "0");

        Assert.Equal(1, await RolloutAsync("Route"));
    }

    [Fact]
    public async Task A_deployment_that_does_not_name_the_app_is_a_failure()
    {
        script.Answer("az", "*'group show'*", "");

        Assert.Equal(1, await script.RunAsync("rollout.sh", "Send", zip, "prod", "messaging"));
        Assert.Single(script.Calls);
    }

    Task<int> RolloutAsync(string app)
    {
        script.Answer("az", "*'group show'*", $"func-{app.ToLowerInvariant()}-s0\\nfunc-{app.ToLowerInvariant()}-us\\n");
        script.Answer("az", "*'functionapp show'*'-s0 '*", "id-s0\\nolder\\n").Answer("az", "*'functionapp show'*", "id-us\\n\\n");
        return script.RunAsync("rollout.sh", app, zip, "prod", "messaging");
    }

    string[] Stamp(string app, string stamp) =>
    [
        $"az functionapp show --resource-group messaging --name func-{app}-{stamp} --query [id, tags.package] --output tsv",
        $"az functionapp deployment source config-zip --resource-group messaging --name func-{app}-{stamp} --src {zip} --output none",
        $"curl --silent --max-time 20 --request POST https://func-{app}-{stamp}.azurewebsites.net/api/conversations --output /dev/null --write-out %{{http_code}} %{{content_type}}",
        $"az tag update --resource-id id-{stamp} --operation Merge --tags package={Hash} --output none",
    ];

    public void Dispose() => script.Dispose();
}
