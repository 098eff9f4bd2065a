using System.Data.Common;
using Azure.Core;
using Azure.Identity;
using Azure.Messaging.ServiceBus;
using Azure.Monitor.OpenTelemetry.Exporter;
using Messaging.Contracts;
using Messaging.Plumbing.Auth;
using Messaging.Plumbing.Delivery;
using Messaging.Plumbing.Queueing;
using Messaging.Plumbing.Storage;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Azure.Functions.Worker.OpenTelemetry;
using Microsoft.Extensions.Azure;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using OpenTelemetry;
using OpenTelemetry.Trace;

namespace Messaging.Plumbing;

/// <summary>What every app has: identity, clients, JSON, time, telemetry.</summary>
public static class AppDefaults
{
    /// <summary>Connection settings: a connection string under this name, or a section with an endpoint and an identity.</summary>
    public const string ServiceBus = "ServiceBus", Tables = "Tables", SignalR = "SignalR";

    public static FunctionsApplicationBuilder AddAppDefaults(this FunctionsApplicationBuilder app)
    {
        app.Services.TryAddSingleton(TimeProvider.System);
        app.Services.AddSingleton<Ids>();
        app.Services.Configure<JsonOptions>(json => json.SerializerOptions.TypeInfoResolverChain.Insert(0, ContractsJson.Wire));
        app.Services.AddAzureClients(azure => AddClients(azure, app.Configuration));
        app.Services.AddSingleton<QueueSender>();
        app.Services.AddSingleton<RetryLater>();
        app.AddAppOptions<TablesOptions>(Tables);
        app.Services.AddSingleton<ConversationReader>();
        app.Services.AddSignalRRest(app.Configuration.GetSection(SignalR));
        app.Services.AddCallerAuthentication(app.Configuration.GetSection("Auth"));
        AddTelemetry(app);
        return app;
    }

    /// <summary>Binds an options record to its section and refuses to start when a value is out of range.</summary>
    public static void AddAppOptions<T>(this FunctionsApplicationBuilder app, string section) where T : class =>
        app.Services.AddOptions<T>().Bind(app.Configuration.GetSection(section)).ValidateDataAnnotations().ValidateOnStart();

    static void AddClients(AzureClientFactoryBuilder azure, IConfiguration settings)
    {
        azure.AddServiceBusClient(settings.GetSection(ServiceBus)).ConfigureOptions(options =>
            options.RetryOptions = new ServiceBusRetryOptions { TryTimeout = TimeSpan.FromSeconds(10), MaxRetries = 3 });
        azure.AddTableServiceClient(settings.GetSection(Tables)).ConfigureOptions(options =>
        {
            // The SDK's own 100 s would outlast every invocation's patience.
            options.Retry.NetworkTimeout = TimeSpan.FromSeconds(10);
            options.Retry.MaxRetries = 2;
        });
    }

    /// <summary>Application Insights in Azure, any OpenTelemetry collector elsewhere; nothing where neither is named.</summary>
    static void AddTelemetry(FunctionsApplicationBuilder app)
    {
        var insights = app.Configuration["APPLICATIONINSIGHTS_CONNECTION_STRING"];
        var collector = app.Configuration["OTEL_EXPORTER_OTLP_ENDPOINT"];
        if (string.IsNullOrEmpty(insights) && string.IsNullOrEmpty(collector)) return;

        // Sends over queues carry the trace on only if the SDKs make spans of theirs.
        AppContext.SetSwitch("Azure.Experimental.EnableActivitySource", true);
        var telemetry = app.Services.AddOpenTelemetry().UseFunctionsWorkerDefaults().WithTracing(traces => traces.AddSource("Azure.*", "System.Net.Http"));
        if (!string.IsNullOrEmpty(collector)) telemetry.UseOtlpExporter();
        if (!string.IsNullOrEmpty(insights)) telemetry.UseAzureMonitorExporter(exporter =>
        {
            exporter.ConnectionString = insights;
            exporter.Credential = IngestionIdentity(app.Configuration["APPLICATIONINSIGHTS_AUTHENTICATION_STRING"]);
        });
    }

    /// <summary>From <c>Authorization=AAD;ClientId=…</c>, as the Functions host reads it. Null: the component takes telemetry from anyone.</summary>
    static TokenCredential? IngestionIdentity(string? authentication)
    {
        var parts = new DbConnectionStringBuilder { ConnectionString = authentication ?? "" };
        if (!parts.TryGetValue("Authorization", out var kind) || !"AAD".Equals(kind as string, StringComparison.OrdinalIgnoreCase)) return null;
        return new ManagedIdentityCredential(parts.TryGetValue("ClientId", out var id)
            ? ManagedIdentityId.FromUserAssignedClientId((string)id)
            : ManagedIdentityId.SystemAssigned);
    }
}
