using Messaging.Contracts.Client;

namespace Messaging.FanOut.Push;

/// <summary>A way to people who are not looking.</summary>
public interface IPushNotifications
{
    /// <summary>Returns when the receiver has taken it, and throws if it has not: it is then repeated later, under the same id.</summary>
    Task SendAsync(PushTarget target, MessagesMissed missed, string id, CancellationToken ct);
}
