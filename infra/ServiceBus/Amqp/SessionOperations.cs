using Messaging.ServiceBus.Entities;

namespace Messaging.ServiceBus.Amqp;

/// <summary>Operations on sessions.</summary>
static class SessionOperations
{
    internal static void Renew(ManagementRequest request)
    {
        if (request.Queue.RenewSession(request.Get<string>("session-id"), out var lockedUntil) is { } refusal)
            request.Refuse(refusal);
        else
            request.Succeed(("expiration", lockedUntil.UtcDateTime));
    }

    internal static void GetState(ManagementRequest request)
    {
        if (request.Queue.GetSessionState(request.Get<string>("session-id"), out var state) is { } refusal)
            request.Refuse(refusal);
        else
            request.Succeed(("session-state", state is null ? null : (object)new ArraySegment<byte>(state)));
    }

    internal static void SetState(ManagementRequest request)
    {
        var state = request.Find<ArraySegment<byte>>("session-state") is { Array: not null } bytes ? bytes.ToArray() : null;
        if (request.Queue.SetSessionState(request.Get<string>("session-id"), state, () => request.Succeed()) is { } refusal)
            request.Refuse(refusal);
    }

    internal static void List(ManagementRequest request)
    {
        var found = request.Queue.ListSessions(request.Get<int>("skip"), request.Get<int>("top"));
        if (found.Count == 0)
            request.SucceedWithNothing();
        else
            request.Succeed(("skip", found.Count), ("sessions-ids", found.ToArray()));
    }
}
