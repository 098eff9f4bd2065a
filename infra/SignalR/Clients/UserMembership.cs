namespace Messaging.SignalR.Clients;

/// <summary>A user's place in a group; shared by all of the user's connections, so that one renewal renews them all.</summary>
sealed class UserMembership(DateTimeOffset expires, bool unlimited)
{
    public DateTimeOffset Expires { get; private set; } = expires;

    /// <summary>Joined without a ttl.</summary>
    public bool Unlimited { get; private set; } = unlimited;

    public bool IsCurrent(DateTimeOffset now) => now < Expires;

    public void Renew(DateTimeOffset expires, bool unlimited) => (Expires, Unlimited) = (expires, unlimited);

    public void End() => Expires = DateTimeOffset.MinValue;
}
