using OpenTelemetry;
using OpenTelemetry.Logs;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Messaging.FunctionsHost;

/// <summary>Logs of the host and its workers on the console, and with their traces at an OTLP endpoint when there is one.</summary>
public sealed class Telemetry : IDisposable
{
    const string Endpoint = "OTEL_EXPORTER_OTLP_ENDPOINT";

    static readonly string[] Noisy = ["Microsoft", "Yarp", "Grpc"];

    readonly TracerProvider? traces;

    /// <param name="service">What it is called where it is exported to.</param>
    /// <param name="otlp">Null leaves it to <c>OTEL_EXPORTER_OTLP_ENDPOINT</c> whether and where to export.</param>
    public Telemetry(string service, LogLevel level, Uri? otlp)
    {
        if (otlp is { } url)
        {
            // The exporters read it from here, and the workers inherit it.
            Environment.SetEnvironmentVariable(Endpoint, url.AbsoluteUri);
        }

        var exports = !string.IsNullOrEmpty(Environment.GetEnvironmentVariable(Endpoint));
        var resource = ResourceBuilder.CreateDefault().AddService(service);
        Logs = LoggerFactory.Create(logging => Configure(logging, level, exports ? resource : null));
        traces = !exports ? null : Sdk.CreateTracerProviderBuilder()
            .SetResourceBuilder(resource)
            .AddSource(FunctionApp.ActivitySource, "System.Net.Http")
            .AddAspNetCoreInstrumentation()
            .AddOtlpExporter()
            .Build();
    }

    public ILoggerFactory Logs { get; }

    public void Dispose()
    {
        Logs.Dispose();
        traces?.Dispose();
    }

    static void Configure(ILoggingBuilder logging, LogLevel level, ResourceBuilder? exported)
    {
        logging.SetMinimumLevel(level).AddSimpleConsole(console => console.SingleLine = true);
        foreach (var category in Noisy)
        {
            logging.AddFilter(category, LogLevel.Warning);
        }

        if (exported is not null)
        {
            logging.AddOpenTelemetry(telemetry =>
            {
                telemetry.IncludeFormattedMessage = true;
                telemetry.SetResourceBuilder(exported).AddOtlpExporter();
            });
        }
    }
}
