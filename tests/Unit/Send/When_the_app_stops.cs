namespace Messaging.Unit.Send;

public sealed class When_the_app_stops
{
    [Fact]
    public async Task What_waits_leaves_without_its_pause()
    {
        var world = new CombinerWorld(budget: 1);
        await world.SendAsync("before");
        Task[] waiting = [world.SendAsync("a"), world.SendAsync("b")];

        await world.Combiner.StopAsync(default);

        await Task.WhenAll(waiting);
        Assert.Equal(["before", "a", "b"], world.Queues.Texts);
    }
}
