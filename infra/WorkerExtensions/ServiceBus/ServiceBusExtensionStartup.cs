using Grpc.Net.Client;
using Messaging.FunctionsHost.Protocol;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Core;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

[assembly: WorkerExtensionStartup(typeof(ServiceBusExtensionStartup))]

namespace Microsoft.Azure.Functions.Worker;

/// <summary>Gives the converters a client of the host's settlement service, which listens where the worker's stream does.</summary>
public sealed class ServiceBusExtensionStartup : WorkerExtensionStartup
{
    public override void Configure(IFunctionsWorkerApplicationBuilder applicationBuilder) =>
        applicationBuilder.Services.AddSingleton(services => Connect(services.GetRequiredService<IConfiguration>()));

    static Settlement.SettlementClient Connect(IConfiguration configuration)
    {
        var endpoint = configuration["Functions:Worker:HostEndpoint"]
            ?? throw new InvalidOperationException("Functions:Worker:HostEndpoint is not set: this worker was not started by a Functions host.");
        var maxLength = configuration.GetValue<int?>("Functions:Worker:GrpcMaxMessageLength");
        return new(GrpcChannel.ForAddress(endpoint, new() { MaxReceiveMessageSize = maxLength, MaxSendMessageSize = maxLength }));
    }
}
