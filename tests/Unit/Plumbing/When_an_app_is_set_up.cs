using System.Diagnostics.Tracing;
using Azure.Data.Tables;
using Azure.Messaging.ServiceBus;
using Messaging.Plumbing;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Messaging.Unit.Plumbing;

public class When_an_app_is_set_up
{
    static readonly Dictionary<string, string> Keyed = new()
    {
        ["ServiceBus"] = "Endpoint=sb://bus.example.net;SharedAccessKeyName=name;SharedAccessKey=key",
        ["Tables"] = "DefaultEndpointsProtocol=https;AccountName=store;AccountKey=a2V5;TableEndpoint=https://store.example.net",
    };

    static readonly Dictionary<string, string> Keyless = new()
    {
        ["ServiceBus:fullyQualifiedNamespace"] = "bus.example.net",
        ["ServiceBus:credential"] = "managedidentity",
        ["ServiceBus:clientId"] = "11111111-1111-1111-1111-111111111111",
        ["Tables:endpoint"] = "https://store.example.net",
        ["Tables:credential"] = "managedidentity",
        ["Tables:clientId"] = "11111111-1111-1111-1111-111111111111",
    };

    public static TheoryData<Dictionary<string, string>> Connections => [Keyed, Keyless];

    [Theory, MemberData(nameof(Connections))]
    public async Task Its_clients_are_made_of_a_connection_string_or_of_an_identity(Dictionary<string, string> settings)
    {
        await using var services = Services(settings);

        Assert.Equal("bus.example.net", services.GetRequiredService<ServiceBusClient>().FullyQualifiedNamespace);
        Assert.Equal("store.example.net", services.GetRequiredService<TableServiceClient>().Uri.Host);
    }

    [Fact]
    public async Task Nobody_listens_to_what_the_clients_do()
    {
        await using var services = Services(Keyed);
        services.GetRequiredService<ServiceBusClient>().CreateSender("route");
        services.GetRequiredService<TableServiceClient>().GetTableClient("Conversations");

        Assert.DoesNotContain(EventSource.GetSources(), source => source.Name.StartsWith("Azure-", StringComparison.Ordinal) && source.IsEnabled());
    }

    [Fact]
    public async Task Requests_and_calls_are_logged_only_when_a_setting_says_so()
    {
        await using var quiet = Services([]);
        await using var talkative = Services(new() { ["Logging:LogLevel:Microsoft.AspNetCore"] = "Information" });

        foreach (var category in new[] { "Microsoft.AspNetCore.Hosting.Diagnostics", "System.Net.Http.HttpClient.Push", "Polly" })
        {
            Assert.False(Logger(quiet, category).IsEnabled(LogLevel.Information));
            Assert.True(Logger(quiet, category).IsEnabled(LogLevel.Warning));
        }
        Assert.True(Logger(quiet, "Messaging.Route").IsEnabled(LogLevel.Information));
        Assert.True(Logger(talkative, "Microsoft.AspNetCore.Hosting.Diagnostics").IsEnabled(LogLevel.Information));
    }

    static ILogger Logger(IServiceProvider services, string category) => services.GetRequiredService<ILoggerFactory>().CreateLogger(category);

    static ServiceProvider Services(Dictionary<string, string> settings)
    {
        var app = FunctionsApplication.CreateBuilder([]);
        app.Configuration.AddInMemoryCollection(settings!);
        app.AddAppDefaults();
        return app.Services.BuildServiceProvider();
    }
}
