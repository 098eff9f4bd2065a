namespace Messaging.Conformance.ServiceBus;

/// <summary>The benchmark <c>soak</c> does the same for longer.</summary>
public sealed class When_the_broker_is_killed_again_and_again
{
    [Fact]
    public async Task Every_message_is_done_once_and_in_the_order_of_its_session()
    {
        await using var soak = new Soak();
        await soak.RunAsync(TimeSpan.FromSeconds(15), TimeSpan.FromSeconds(3));
        Assert.Empty(soak.Ledger.Broken);
        Assert.True(soak.Kills > 1);
        Assert.Equal(soak.Ledger.Sent, soak.Ledger.Completed + soak.Ledger.Unconfirmed);
    }
}
