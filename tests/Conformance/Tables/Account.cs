using System.Reflection;
using Azure.Data.Tables;
using Xunit.Sdk;

namespace Messaging.Conformance.Tables;

/// <summary>
/// Gives a test each Table service that the suite knows. The stand-in always; Azurite with <c>CONFORMANCE_AZURITE=1</c>
/// (npm installs it once, about 365 MB); a real account with <c>CONFORMANCE_TABLES</c> set to its connection string.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
sealed class AccountsAttribute : DataAttribute
{
    /// <summary>Why Azurite is left out: what it is known to do otherwise.</summary>
    public string? AzuriteDiffers { get; init; }

    /// <summary>Why a real account is left out.</summary>
    public string? ServiceDiffers { get; init; }

    public override IEnumerable<object[]> GetData(MethodInfo testMethod)
    {
        yield return [Account.StandIn];
        if (Environment.GetEnvironmentVariable("CONFORMANCE_AZURITE") == "1" && AzuriteDiffers is null)
            yield return [Account.Azurite];
        if (Environment.GetEnvironmentVariable(Account.RealVariable) is not null && ServiceDiffers is null)
            yield return [Account.Real];
    }
}

/// <summary>Clients of the services under test; each is started once for the whole run.</summary>
static class Account
{
    public const string StandIn = "stand-in";
    public const string Azurite = "azurite";
    public const string Real = "azure";
    public const string RealVariable = "CONFORMANCE_TABLES";

    static readonly Lazy<Task<string>> StandInConnection = new(StandInServer.StartAsync);
    static readonly Lazy<Task<string>> AzuriteConnection = new(AzuriteServer.StartAsync);

    public static Task<string> ConnectionStringAsync(string account) => account switch
    {
        StandIn => StandInConnection.Value,
        Azurite => AzuriteConnection.Value,
        _ => Task.FromResult(Environment.GetEnvironmentVariable(RealVariable)!),
    };

    /// <summary>Without retries, so that a wrong 5xx fails the test instead of slowing it.</summary>
    public static async Task<TableServiceClient> ServiceAsync(string account)
    {
        var options = new TableClientOptions();
        options.Retry.MaxRetries = 0;
        return new TableServiceClient(await ConnectionStringAsync(account), options);
    }

    /// <summary>A new table, removed again with the test.</summary>
    public static async Task<TestTable> TableAsync(string account)
    {
        var client = (await ServiceAsync(account)).GetTableClient("t" + Guid.NewGuid().ToString("N"));
        await client.CreateAsync();
        return new(client);
    }
}

sealed record TestTable(TableClient Client) : IAsyncDisposable
{
    public async ValueTask DisposeAsync() => await Client.DeleteAsync();
}
