using Messaging.ServiceBus.Entities;
using Microsoft.Azure.Amqp;
using Microsoft.Azure.Amqp.Encoding;
using Microsoft.Azure.Amqp.Framing;

namespace Messaging.ServiceBus.Amqp;

/// <summary>
/// A client's receiver, seen from the broker. Flow is handled on the broker's loop like everything that sends, so that the answer
/// to a drain can never overtake a delivery.
/// </summary>
sealed class ReceiverLink : AmqpLink, IReceiver
{
    [ThreadStatic] static MessageDelivery? sending;

    readonly EventLoop loop;
    readonly List<Flow> early = [];
    Entities.Queue? queue;
    Reluctance? reluctance;
    int reserved;

    public ReceiverLink(AmqpSession session, AmqpLinkSettings settings, EventLoop loop) : base("receiver", session, settings) => this.loop = loop;

    public bool DeletesOnDelivery => Settings.SettleType == SettleMode.SettleOnSend;

    public int Credit => State == AmqpObjectState.Opened && reluctance?.IsActive != true ? (int)Math.Min(LinkCredit, int.MaxValue) - reserved : 0;

    string? SessionId { get; set; }

    /// <summary>Completes when the link may open; runs on the loop.</summary>
    public void Begin(Entities.Queue entity, TaskCompletionSource opened)
    {
        queue = entity;
        reluctance = new Reluctance(entity.CreateTimer, Deliver);
        SafeAddClosed((_, _) => loop.Post(OnClosed));
        var source = (Source)Settings.Source;
        if (entity.IsInbox)
            opened.SetException(Errors.Of(Refusal.NotAllowed, $"A topic has no receivers; receive from a subscription of '{entity.Path}'."));
        else if (SessionFilter.IsNonExclusive(source))
            opened.SetException(Errors.Of(SessionFilter.NonExclusiveRefusal));
        else if (SessionFilter.Find(source, out var sessionId))
            OpenSession(source, sessionId, opened);
        else if (entity.Description.RequiresSession)
            opened.SetException(Errors.Of(Refusal.NotAllowed,
                $"It is not possible for an entity that requires sessions to create a non-sessionful message receiver. Entity: '{entity.Path}'."));
        else
            Grant(opened, () => entity.Attach(this));
    }

    void OpenSession(Source source, string? sessionId, TaskCompletionSource opened)
    {
        if (!queue!.Description.RequiresSession)
            opened.SetException(Errors.Of(Refusal.NotAllowed,
                $"A sessionful message receiver cannot be created on an entity that does not require sessions. Entity: '{queue.Path}'."));
        else if (sessionId is null)
            queue.AcceptNext(new SessionRequest(
                this, queue.DeadlineAfter(SessionFilter.TimeoutOf(Settings)), session => GrantSession(source, session, opened), refusal => opened.SetException(Errors.Of(refusal))));
        else if (queue.Accept(sessionId, this, out var session) is { } refusal)
            opened.SetException(Errors.Of(refusal));
        else
            GrantSession(source, session, opened);
    }

    void GrantSession(Source source, Session session, TaskCompletionSource opened)
    {
        SessionId = session.Id;
        SessionFilter.Grant(source, session.Id);
        Settings.Properties ??= new Fields();
        Settings.Properties["com.microsoft:locked-until-utc"] = session.LockedUntil.UtcTicks;
        Grant(opened, () => queue!.DeliverSession(this, session.Id));
    }

    /// <summary>The attach is answered inside SetResult; flow that came before it counts from here on.</summary>
    void Grant(TaskCompletionSource opened, Action deliver)
    {
        opened.SetResult();
        foreach (var flow in early)
            base.OnReceiveFlow(flow);
        early.Clear();
        deliver();
    }

    void OnClosed()
    {
        if (queue is null)
            return;
        reluctance!.Dispose();
        queue.Detach(this);
        foreach (var delivery in UnsettledMap.Values.OfType<MessageDelivery>().Where(delivery => !delivery.HasLeft))
            queue.Settle(delivery.Token, new Settlement(Fate.Release), () => { });
    }

    public void Reserve() => reserved++;

    public bool TryDeliver(Message message, Entities.Lock? held)
    {
        if (held is null)
            reserved--;
        if (State != AmqpObjectState.Opened)
            return false;
        var delivery = new MessageDelivery(MessageEncoder.Encode(message, held?.EffectiveUntil), held?.Token ?? Guid.Empty);
        sending = delivery;
        try
        {
            return TrySendDelivery(delivery) && (delivery.HasLeft || !IsClosing());
        }
        finally
        {
            sending = null;
        }
    }

    protected override void OnReceiveFlow(Flow flow) => loop.Post(() =>
    {
        if (State == AmqpObjectState.OpenReceived)
            early.Add(flow);
        else if (flow.Drain == true && reserved > 0)
            queue!.AfterCommit(() => base.OnReceiveFlow(flow));
        else
            TakeFlow(flow);
    });

    /// <summary>A drain asks for what comes at once; a client that just gave that back does not get it again.</summary>
    void TakeFlow(Flow flow)
    {
        if (flow.Drain != true)
            reluctance!.WantsMore();
        base.OnReceiveFlow(flow);
    }

    protected override void OnCreditAvailable(int session, uint link, bool drain, ArraySegment<byte> txnId) => Deliver();

    void Deliver()
    {
        if (SessionId is { } sessionId)
            queue?.DeliverSession(this, sessionId);
        else
            queue?.Deliver();
    }

    protected override void OnDisposeDeliveryInternal(Delivery delivery)
    {
        var state = delivery.State;
        if (ReferenceEquals(delivery, sending))
            sending!.IsOverwritten = true;
        else if (!DeletesOnDelivery)
            loop.Post(() => Settle((MessageDelivery)delivery, state));
    }

    void Settle(MessageDelivery delivery, DeliveryState state)
    {
        if (delivery.IsOverwritten && state is Accepted)
            state = AmqpConstants.ReleasedOutcome;
        if (state is Released)
            reluctance!.GaveBack();
        else
            reluctance!.Kept();
        if (Outcomes.Read(state, out var settlement) is { } unreadable)
            Answer(delivery, Outcomes.Rejection(unreadable));
        else if (settlement is not null && queue!.Settle(delivery.Token, settlement, () => Answer(delivery, Outcomes.Confirmation(state))) is { } refusal)
            Answer(delivery, Outcomes.Rejection(refusal));
    }

    void Answer(MessageDelivery delivery, Outcome outcome) => DisposeDelivery(delivery, true, outcome);

    public override bool CreateDelivery(Transfer transfer, out Delivery delivery) => throw Errors.Of(Refusal.NotAllowed, "A receiver's link takes no transfers.");

    protected override void OnProcessTransfer(Delivery delivery, Transfer transfer, Frame rawFrame) =>
        throw Errors.Of(Refusal.NotAllowed, "A receiver's link takes no transfers.");
}
