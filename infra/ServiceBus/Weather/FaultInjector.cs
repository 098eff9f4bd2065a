using Messaging.ServiceBus.Amqp;
using Messaging.ServiceBus.Entities;

namespace Messaging.ServiceBus.Weather;

/// <summary>Does to clients what a network and a busy service do to them.</summary>
sealed class FaultInjector : IDisposable
{
    static readonly TimeSpan Step = TimeSpan.FromMilliseconds(20);

    readonly FaultOptions options;
    readonly OpenLinks links;
    readonly Namespace entities;
    readonly Random random;
    readonly ITimer timer;

    public FaultInjector(FaultOptions options, OpenLinks links, Namespace entities, EventLoop loop, TimeProvider time)
    {
        (this.options, this.links, this.entities) = (options, links, entities);
        random = options.Seed is { } seed ? new Random(seed) : new Random();
        timer = time.CreateTimer(_ => loop.Post(Strike), null, Step, Step);
    }

    void Strike()
    {
        if (Happens(options.LinkDetachesPerSecond))
            links.DetachOne(random);
        if (Happens(options.ConnectionDropsPerSecond))
            links.DropOneConnection(random);
        if (Happens(options.LockLossesPerSecond))
            LoseOneLock();
    }

    bool Happens(double perSecond) => random.NextDouble() < perSecond * Step.TotalSeconds;

    void LoseOneLock()
    {
        var holding = entities.Queues.Where(queue => queue.HasLocks).ToList();
        if (holding.Count > 0)
            holding[random.Next(holding.Count)].LoseOneLock(random);
    }

    public void Dispose() => timer.Dispose();
}
