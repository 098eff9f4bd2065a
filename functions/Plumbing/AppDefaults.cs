using System.Data.Common;
using Azure.Core;
using Azure.Data.Tables;
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
using Microsoft.Extensions.Logging;
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
        KeepLogsShort(app);
        app.Services.TryAddSingleton(TimeProvider.System);
        app.Services.AddSingleton<Ids>();
        app.Services.Configure<JsonOptions>(json => json.SerializerOptions.TypeInfoResolverChain.Insert(0, ContractsJson.Wire));
        AddClients(app.Services, app.Configuration);
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

    /// <summary>Some ten lines a request, each sent to the host and paid for where logs are kept. A setting <c>Logging__LogLevel__…</c> says otherwise.</summary>
    static void KeepLogsShort(FunctionsApplicationBuilder app)
    {
        foreach (var category in new[] { "Microsoft.AspNetCore", "System.Net.Http", "Polly" })
            if (app.Configuration[$"Logging:LogLevel:{category}"] is null) app.Logging.AddFilter(category, LogLevel.Warning);
    }

    /// <summary>Not by <c>AddAzureClients</c>: it has every event of the SDKs made, down to the verbose ones, and logs each call in two lines.</summary>
    static void AddClients(IServiceCollection services, IConfiguration settings)
    {
        services.AddAzureClientsCore();
        services.AddSingleton(all => Client<ServiceBusClient>(all, settings.GetSection(ServiceBus), new ServiceBusClientOptions
        {
            RetryOptions = new() { TryTimeout = TimeSpan.FromSeconds(10), MaxRetries = 3 },
        }));
        // The SDK's own 100 s would outlast every invocation's patience.
        services.AddSingleton(all => Client<TableServiceClient>(all, settings.GetSection(Tables), new TableClientOptions
        {
            Retry = { NetworkTimeout = TimeSpan.FromSeconds(10), MaxRetries = 2 },
        }));
    }

    /// <summary>A client of the service that a connection setting names.</summary>
    public static T Client<T>(IServiceProvider all, IConfigurationSection section, object options)
    {
        var azure = all.GetRequiredService<AzureComponentFactory>();
        return (T)azure.CreateClient(typeof(T), section, azure.CreateTokenCredential(section), options);
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
