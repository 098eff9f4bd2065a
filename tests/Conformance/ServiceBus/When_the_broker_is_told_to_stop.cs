using System.Diagnostics;
using Azure.Messaging.ServiceBus;

namespace Messaging.Conformance.ServiceBus;

public sealed class When_the_broker_is_told_to_stop
{
    [Theory]
    [InlineData("INT")]
    [InlineData("TERM")]
    public async Task It_ends_without_an_error_and_keeps_what_it_has(string signal)
    {
        using var broker = new BrokerProcess(Bus.Queue("q"));
        await using (var client = Bus.Connect(await broker.StartAsync()))
        {
            await client.CreateSender("q").SendMessageAsync(new ServiceBusMessage("kept"));
            using var kill = Process.Start("kill", [$"-{signal}", $"{broker.Process.Id}"]);
            using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30), TimeProvider.System);
            await broker.Process.WaitForExitAsync(patience.Token);
            Assert.Equal(0, broker.Process.ExitCode);
        }
        await using var again = Bus.Connect(await broker.StartAsync());
        Assert.Equal("kept", (await again.CreateReceiver("q").PeekMessageAsync()).Body.ToString());
    }
}
