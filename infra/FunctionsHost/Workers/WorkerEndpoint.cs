using System.Collections.Concurrent;
using System.Net;
using Messaging.FunctionsHost.ServiceBus;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Messaging.FunctionsHost.Workers;

/// <summary>The address workers call: their stream and the settlement of their messages, plain HTTP/2 on loopback only.</summary>
sealed class WorkerEndpoint : IAsyncDisposable
{
    readonly WebApplication server;
    readonly ConcurrentDictionary<string, WorkerStream> expected = new();

    WorkerEndpoint(Deliveries deliveries, ILoggerFactory logs)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Services.AddSingleton(logs);
        builder.WebHost.ConfigureKestrel(kestrel =>
            kestrel.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http2));
        builder.Services.AddSingleton(this).AddSingleton(deliveries);
        builder.Services.AddGrpc(grpc => (grpc.MaxReceiveMessageSize, grpc.MaxSendMessageSize) = (null, null));
        server = builder.Build();
        server.MapGrpcService<FunctionRpcService>();
        server.MapGrpcService<SettlementService>();
    }

    public Uri Address => new(server.Urls.Single());

    public static async Task<WorkerEndpoint> StartAsync(Deliveries deliveries, ILoggerFactory logs, CancellationToken ct)
    {
        var endpoint = new WorkerEndpoint(deliveries, logs);
        await endpoint.server.StartAsync(ct);
        return endpoint;
    }

    public void Expect(WorkerStream stream) => expected[stream.WorkerId] = stream;

    public WorkerStream? Take(string workerId) => expected.TryRemove(workerId, out var stream) ? stream : null;

    public ValueTask DisposeAsync() => server.DisposeAsync();
}
