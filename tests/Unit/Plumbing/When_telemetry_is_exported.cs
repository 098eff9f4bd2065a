using Azure.Identity;
using Azure.Monitor.OpenTelemetry.Exporter;
using Messaging.Plumbing;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using OpenTelemetry.Trace;

namespace Messaging.Unit.Plumbing;

public class When_telemetry_is_exported
{
    const string Component = "InstrumentationKey=00000000-0000-0000-0000-000000000001;IngestionEndpoint=https://127.0.0.1:1/";

    [Fact]
    public async Task Nothing_is_set_up_where_no_receiver_is_named()
    {
        await using var services = Services([]);

        Assert.Null(services.GetService<TracerProvider>());
    }

    [Fact]
    public async Task Application_Insights_is_reached_with_the_apps_own_identity()
    {
        await using var services = Services(new()
        {
            ["APPLICATIONINSIGHTS_CONNECTION_STRING"] = Component,
            ["APPLICATIONINSIGHTS_AUTHENTICATION_STRING"] = "ClientId=11111111-1111-1111-1111-111111111111;Authorization=AAD",
        });

        var exporter = services.GetRequiredService<IOptions<AzureMonitorExporterOptions>>().Value;
        Assert.Equal(Component, exporter.ConnectionString);
        Assert.IsType<ManagedIdentityCredential>(exporter.Credential);
    }

    [Fact]
    public async Task Without_an_authentication_string_no_identity_is_used()
    {
        await using var services = Services(new() { ["APPLICATIONINSIGHTS_CONNECTION_STRING"] = Component });

        Assert.Null(services.GetRequiredService<IOptions<AzureMonitorExporterOptions>>().Value.Credential);
    }

    static ServiceProvider Services(Dictionary<string, string> settings)
    {
        var app = FunctionsApplication.CreateBuilder([]);
        foreach (var (name, value) in settings)
            app.Configuration[name] = value;
        app.AddAppDefaults();
        return app.Services.BuildServiceProvider();
    }
}
