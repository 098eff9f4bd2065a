using Messaging.FunctionsHost;

namespace Messaging.Conformance.FunctionsHost;

/// <summary>One app for all tests of a class.</summary>
public abstract class RunningApp(FunctionAppOptions options) : IAsyncLifetime
{
    public FunctionApp Running { get; private set; } = null!;

    public HttpClient Client { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        Running = await FunctionApp.StartAsync(options);
        Client = Running.Client();
    }

    public async Task DisposeAsync()
    {
        Client.Dispose();
        await Running.DisposeAsync();
    }
}
