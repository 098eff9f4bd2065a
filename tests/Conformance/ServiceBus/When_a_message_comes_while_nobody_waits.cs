using Azure.Messaging.ServiceBus;

namespace Messaging.Conformance.ServiceBus;

/// <summary>
/// A receive that asks for many and gets few leaves credit behind. A message that comes on it before the next receive is given back
/// at once by the client, and comes again, as often as there is credit.
/// </summary>
public sealed class When_a_message_comes_while_nobody_waits
{
    const int Rounds = 100, Credit = 1000, Peeks = 20;

    [Fact]
    public async Task The_next_receive_has_it_however_often_it_was_given_back()
    {
        await using var bus = await Bus.WithAsync(Bus.Queue("q"));
        var sender = bus.Client.CreateSender("q");
        var receiver = bus.Client.CreateReceiver("q");

        for (var round = 0; round < Rounds; round++)
        {
            await sender.SendMessageAsync(new ServiceBusMessage($"{round}"));
            for (var peek = 0; peek < Peeks; peek++) await receiver.PeekMessageAsync(fromSequenceNumber: 1);
            var received = await receiver.ReceiveMessagesAsync(Credit, TimeSpan.FromSeconds(10));
            Assert.Equal([$"{round}"], received.Select(message => message.Body.ToString()));
            await receiver.CompleteMessageAsync(received[0]);
        }
    }
}
