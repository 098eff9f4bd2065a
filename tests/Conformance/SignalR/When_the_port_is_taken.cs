using Messaging.SignalR;

namespace Messaging.Conformance.SignalR;

public sealed class When_the_port_is_taken
{
    [Fact]
    public async Task The_error_names_host_and_port()
    {
        await using var first = await SignalRServer.StartAsync(new() { Port = 0 });
        var port = first.Endpoint.Port;

        var error = await Assert.ThrowsAnyAsync<IOException>(() => SignalRServer.StartAsync(new() { Port = port }));

        Assert.Contains($"127.0.0.1:{port}", error.Message);
    }
}
