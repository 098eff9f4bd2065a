using System.Net;
using System.Net.Sockets;
using Messaging.EndToEnd.World;

namespace Messaging.EndToEnd;

public sealed class When_the_world_is_away
{
    [Theory]
    [InlineData("HTTP/1.1 200 OK\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{")]
    [InlineData("HTTP/1.1 200 OK\r\n\r\n{ \"status\":")]
    public async Task An_answer_that_breaks_off_is_none(string answer)
    {
        await using var world = new RunningWorld();
        using var listener = new TcpListener(IPAddress.Loopback, world.PortBase);
        listener.Start();
        var asking = world.HealthAsync();

        using (var connection = await listener.AcceptTcpClientAsync())
        {
            var stream = connection.GetStream();
            Assert.NotEqual(0, await stream.ReadAsync(new byte[4096]));
            await stream.WriteAsync(System.Text.Encoding.ASCII.GetBytes(answer));
        }

        Assert.Null(await asking);
    }

    [Fact]
    public async Task A_connection_that_is_reset_at_once_is_no_answer()
    {
        await using var world = new RunningWorld();
        using var listener = new TcpListener(IPAddress.Loopback, world.PortBase);
        listener.Start();
        using var enough = new CancellationTokenSource();
        var resetting = ResetAsync(listener, enough.Token);

        for (var asked = 0; asked < 500; asked++) Assert.Null(await world.HealthAsync());

        await enough.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => resetting);
    }

    static async Task ResetAsync(TcpListener listener, CancellationToken ct)
    {
        while (true)
        {
            using var connection = await listener.AcceptSocketAsync(ct);
            connection.LingerState = new(enable: true, seconds: 0);
        }
    }
}
