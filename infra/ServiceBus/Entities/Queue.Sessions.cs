using Messaging.ServiceBus.Storage;

namespace Messaging.ServiceBus.Entities;

sealed partial class Queue
{
    readonly Dictionary<string, Session> sessions = new(StringComparer.Ordinal);
    readonly Dictionary<IReceiver, Session> held = [];
    readonly LinkedList<Session> available = new();
    readonly LinkedList<SessionRequest> requests = new();
    readonly Leases sessionLeases;

    Session SessionOf(string id)
    {
        if (!sessions.TryGetValue(id, out var session))
            sessions.Add(id, session = new Session(id));
        return session;
    }

    /// <summary>Locks the named session, which need not have messages.</summary>
    public Refusal? Accept(string sessionId, IReceiver receiver, out Session session)
    {
        session = SessionOf(sessionId);
        if (session.Holder is not null && session.LockedUntil > Now)
            return Refusal.SessionCannotBeLocked(sessionId);
        if (session.Holder is not null)
            Lose(session);
        Lock(session, receiver);
        return null;
    }

    /// <summary>Waits for whichever unlocked session has messages.</summary>
    public void AcceptNext(SessionRequest request)
    {
        if (available.First?.Value is { } session)
        {
            Lock(session, request.Receiver);
            request.Grant(session);
            return;
        }
        requests.AddLast(request);
        alarm.NoLaterThan(request.Deadline);
    }

    /// <summary>Begins delivery to a session's holder, once its link is open.</summary>
    public void DeliverSession(IReceiver receiver, string sessionId)
    {
        if (sessions.TryGetValue(sessionId, out var session) && session.Holder == receiver)
            Deliver(session);
    }

    void Lock(Session session, IReceiver receiver)
    {
        session.Holder = receiver;
        held[receiver] = session;
        sessionLeases.Start(session, Now);
        alarm.NoLaterThan(session.LockedUntil);
        Refresh(session);
    }

    /// <summary>The holder closed the session: its messages return as they were.</summary>
    void Release(Session session) => Unlock(session, message => MakeAvailable(message));

    /// <summary>The lock ended: what the holder had taken counts as a failed delivery.</summary>
    void Lose(Session session) => Unlock(session, Fail);

    void Unlock(Session session, Action<Message> giveBack)
    {
        held.Remove(session.Holder!);
        session.Holder = null;
        sessionLeases.End(session);
        foreach (var unsettled in session.Unsettled.OrderBy(each => each.Message.SequenceNumber).ToList())
        {
            End(unsettled);
            giveBack(unsettled.Message);
        }
        Refresh(session);
    }

    /// <summary>Keeps the list of available sessions true and serves the receiver that waits longest.</summary>
    void Refresh(Session session)
    {
        var isAvailable = session is { Holder: null, Ready.Count: > 0, Unsettled.Count: 0 };
        if (isAvailable && session.Available is null)
            session.Available = available.AddLast(session);
        if (!isAvailable && session.Available is not null)
        {
            available.Remove(session.Available);
            session.Available = null;
        }
        if (session.IsEmpty)
            sessions.Remove(session.Id);
        else if (isAvailable && requests.First?.Value is { } request)
        {
            requests.RemoveFirst();
            Lock(session, request.Receiver);
            request.Grant(session);
        }
    }

    /// <summary>The session that a request names, which its caller must hold; none where the queue has no sessions.</summary>
    Refusal? HeldSession(string? sessionId, out Session? session)
    {
        session = null;
        if (!Description.RequiresSession)
            return null;
        return sessionId is not null && sessions.TryGetValue(sessionId, out session) && session.Holder is not null && session.LockedUntil > Now
            ? null
            : Refusal.SessionLockLost;
    }

    public Refusal? RenewSession(string sessionId, out DateTimeOffset lockedUntil)
    {
        lockedUntil = default;
        if (HeldSession(sessionId, out var session) is { } refusal)
            return refusal;
        if (session is null)
            return new Refusal(Refusal.NotAllowed, $"'{Path}' does not require sessions.");
        sessionLeases.Start(session, Now);
        lockedUntil = session.LockedUntil;
        return null;
    }

    public Refusal? GetSessionState(string sessionId, out byte[]? state)
    {
        var refusal = HeldSession(sessionId, out var session);
        state = session?.State;
        return refusal;
    }

    public Refusal? SetSessionState(string sessionId, byte[]? state, Action done)
    {
        if (HeldSession(sessionId, out var session) is { } refusal)
            return refusal;
        session!.State = state;
        Journal.Append(new SessionStateSet(Id, sessionId, state));
        Journal.AfterCommit(done);
        return null;
    }

    /// <summary>Sessions that have messages or state.</summary>
    public IReadOnlyList<string> ListSessions(int skip, int top) =>
        [.. sessions.Values.Where(session => session.Count > 0 || session.State is not null).Select(session => session.Id).Order(StringComparer.Ordinal).Skip(skip).Take(top)];
}
