using System.Net;
using System.Net.Sockets;
using Messaging.FunctionsHost;

namespace Messaging.Conformance.FunctionsHost;

public sealed class When_an_app_is_configured
{
    [Fact]
    public async Task A_setting_overrides_host_json()
    {
        var options = Sample.Options("Hello").With("AzureFunctionsJobHost__extensions__http__routePrefix", "v1");
        await using var app = await FunctionApp.StartAsync(options);

        Assert.Equal("v1/Hello", app.Routes.Single().Template);
    }

    [Fact]
    public async Task A_disabled_function_is_not_there()
    {
        await using var app = await FunctionApp.StartAsync(Sample.Options("Hello", "Slow").With("AzureWebJobs.Slow.Disabled", "1"));

        Assert.Equal(["Hello"], app.Functions);
    }

    [Fact]
    public async Task A_missing_setting_is_named_with_its_function()
    {
        var options = Sample.Options("OnText").With("ServiceBus", "Endpoint=sb://127.0.0.1;SharedAccessKeyName=k;SharedAccessKey=a2V5");

        var error = await Assert.ThrowsAsync<InvalidOperationException>(() => FunctionApp.StartAsync(options));

        Assert.Contains("OnText", error.Message);
        Assert.Contains("TEXT_QUEUE", error.Message);
    }

    [Fact]
    public async Task A_missing_connection_is_named()
    {
        var error = await Assert.ThrowsAsync<InvalidOperationException>(() => Sample.StartAsync("OnOrder"));

        Assert.Contains("OnOrder", error.Message);
        Assert.Contains("Service Bus connection 'ServiceBus' is not set", error.Message);
    }

    [Fact]
    public async Task A_port_that_is_taken_is_named()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var port = ((IPEndPoint)other.LocalEndpoint).Port;

        var error = await Assert.ThrowsAsync<IOException>(() => FunctionApp.StartAsync(Sample.Options("Hello") with { Port = port }));

        Assert.Contains($"127.0.0.1:{port}", error.Message);
    }

    [Fact]
    public async Task A_folder_that_is_no_app_is_refused() =>
        await Assert.ThrowsAsync<FileNotFoundException>(() =>
            FunctionApp.StartAsync(new() { Name = "none", Directory = Path.GetTempPath() }));
}
