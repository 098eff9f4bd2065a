using Messaging.FunctionsHost.Metadata;

namespace Messaging.Unit.FunctionsHost;

public sealed class When_host_json_is_read : IDisposable
{
    readonly string folder = Directory.CreateTempSubdirectory().FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void What_it_says_is_taken_and_the_rest_is_the_official_default()
    {
        var host = Read("""{ "version": "2.0", "extensions": { "serviceBus": { "maxConcurrentSessions": 16, "sessionIdleTimeout": "00:00:30" } } }""");

        Assert.Equal(16, host.ServiceBus.MaxConcurrentSessions);
        Assert.Equal(TimeSpan.FromSeconds(30), host.ServiceBus.SessionIdleTimeout);
        Assert.Equal(1000, host.ServiceBus.MaxMessageBatchSize);
        Assert.Equal(16 * Environment.ProcessorCount, host.ServiceBus.MaxConcurrentCalls);
        Assert.True(host.ServiceBus.AutoCompleteMessages);
        Assert.Equal("api", host.Http.RoutePrefix);
        Assert.Equal(TimeSpan.FromMinutes(30), host.FunctionTimeout);
    }

    [Fact]
    public void A_setting_goes_before_it()
    {
        var host = Read(
            """{ "version": "2.0", "extensions": { "serviceBus": { "maxConcurrentCalls": 16 } } }""",
            ("AzureFunctionsJobHost__extensions__serviceBus__maxConcurrentCalls", "3"));

        Assert.Equal(3, host.ServiceBus.MaxConcurrentCalls);
    }

    [Fact]
    public void A_timeout_of_minus_one_is_none() =>
        Assert.Equal(Timeout.InfiniteTimeSpan, Read("""{ "functionTimeout": "-1" }""").FunctionTimeout);

    [Fact]
    public void The_clients_retries_are_taken() =>
        Assert.Equal(
            TimeSpan.FromSeconds(7),
            Read("""{ "extensions": { "serviceBus": { "clientRetryOptions": { "tryTimeout": "00:00:07" } } } }""").ServiceBus.ClientRetryOptions.TryTimeout);

    [Theory]
    [InlineData("minMessageBatchSize", "5")]
    [InlineData("enableCrossEntityTransactions", "true")]
    public void An_option_that_this_host_does_not_have_is_refused_by_name(string option, string value) =>
        Assert.Contains(
            option, Assert.Throws<NotSupportedException>(() => Read($$"""{ "extensions": { "serviceBus": { "{{option}}": {{value}} } } }""")).Message);

    [Fact]
    public void An_empty_prefix_stays_empty() =>
        Assert.Equal("", Read("""{ "extensions": { "http": { "routePrefix": "" } } }""").Http.RoutePrefix);

    HostJson Read(string json, params (string Name, string Value)[] settings)
    {
        File.WriteAllText(Path.Combine(folder, "host.json"), json);
        return HostJson.Load(folder, new(settings.ToDictionary(setting => setting.Name, setting => setting.Value)));
    }
}
