namespace Messaging.ServiceBus.Entities;

/// <summary>A receiver's claim on one message. In a session its end is the session's.</summary>
sealed class Lock(Message message, Session? session) : ILease
{
    public Guid Token { get; } = Guid.NewGuid();
    public Message Message { get; } = message;
    public Session? Session { get; } = session;
    public DateTimeOffset LockedUntil { get; set; }
    public LinkedListNode<ILease>? Place { get; set; }

    public DateTimeOffset EffectiveUntil => Session?.LockedUntil ?? LockedUntil;
}
