using Azure.Data.Tables;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Messaging.Plumbing.Storage;

/// <summary>Makes an app's own table before its first invocation; in Azure the deployment has made it already.</summary>
sealed class TableCreation(TableServiceClient tables, string table) : IHostedService
{
    public Task StartAsync(CancellationToken ct) => tables.CreateTableIfNotExistsAsync(table, ct);

    public Task StopAsync(CancellationToken ct) => Task.CompletedTask;
}

public static class TableCreationExtensions
{
    public static void AddTable(this IServiceCollection services, string table) =>
        services.AddSingleton<IHostedService>(all => new TableCreation(all.GetRequiredService<TableServiceClient>(), table));
}
