using System.Net;
using Messaging.Tables.Http;
using Messaging.Tables.Storage;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Messaging.Tables;

/// <summary>
/// An Azure Table service for one account, <c>devstoreaccount1</c> with its well-known key, over HTTP.
/// A write is answered when it would survive the loss of the process and, on a disk that keeps its promises, of power.
/// </summary>
public sealed class TableServer : IAsyncDisposable
{
    const int RequestLineBytes = 64 * 1024;
    const long MostBytesReceived = 16L * Limits.RequestBytes;

    readonly WebApplication app;
    readonly TableStore store;

    TableServer(WebApplication app, TableStore store, TableCounters counters)
    {
        this.app = app;
        this.store = store;
        Counters = counters;
        var address = app.Services.GetRequiredService<IServer>().Features.GetRequiredFeature<IServerAddressesFeature>().Addresses.Single();
        ConnectionString = $"DefaultEndpointsProtocol=http;AccountName={SharedKey.Account};AccountKey={SharedKey.Key};"
            + $"TableEndpoint={address}/{SharedKey.Account};";
    }

    /// <summary>For <c>Azure.Data.Tables</c>, <c>@azure/data-tables</c> and every other client of the service.</summary>
    public string ConnectionString { get; }

    /// <summary>What has been done since the start.</summary>
    public TableCounters Counters { get; }

    /// <exception cref="IOException">The port is taken; the message names host and port.</exception>
    /// <exception cref="InvalidOperationException">Another server uses the data folder.</exception>
    public static async Task<TableServer> StartAsync(
        TableServerOptions options, ILoggerFactory? logs = null, TimeProvider? time = null, CancellationToken ct = default)
    {
        var clock = time ?? TimeProvider.System;
        var counters = new TableCounters();
        var app = Build(options, logs);
        var logger = app.Services.GetRequiredService<ILoggerFactory>().CreateLogger<TableServer>();
        var store = new TableStore(options.Data, clock, logger);
        app.Run(new TableService(store, options, counters, clock, logger).HandleAsync);
        try
        {
            await app.StartAsync(ct);
            return new(app, store, counters);
        }
        catch
        {
            await app.DisposeAsync();
            await store.DisposeAsync();
            throw;
        }
    }

    /// <summary>Answers the requests that are under way, then closes the store.</summary>
    public async ValueTask DisposeAsync()
    {
        await app.StopAsync();
        await app.DisposeAsync();
        await store.DisposeAsync();
    }

    static WebApplication Build(TableServerOptions options, ILoggerFactory? logs)
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.Services.AddSingleton<IHostLifetime, OwnersLifetime>();
        if (logs is not null)
            builder.Services.AddSingleton(logs);
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            // The service judges bodies itself: the server would close the connection on a client that is still sending.
            kestrel.Limits.MaxRequestBodySize = MostBytesReceived;
            kestrel.Limits.MaxRequestLineSize = RequestLineBytes;
            kestrel.Listen(options.Host == "localhost" ? IPAddress.Loopback : IPAddress.Parse(options.Host), options.Port, listen =>
                listen.Protocols = HttpProtocols.Http1);
        });
        return builder.Build();
    }

    /// <summary>The owner of the server stops it, no signal to the process does.</summary>
    sealed class OwnersLifetime : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
