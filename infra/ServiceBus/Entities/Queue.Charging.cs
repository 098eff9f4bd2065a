namespace Messaging.ServiceBus.Entities;

sealed partial class Queue
{
    /// <summary>False, and nothing charged, if the throttle has no credit left.</summary>
    public bool TryCharge(CreditKind kind, int credits)
    {
        if (context.Throttle?.TryTake(credits) == false)
            return false;
        counters.Charged(kind, credits);
        return true;
    }

    /// <summary>Charges for what has been done already; a debt counts against the next second.</summary>
    public void Charge(CreditKind kind, int credits)
    {
        context.Throttle?.Take(credits);
        counters.Charged(kind, credits);
    }

    /// <summary>Delivery goes on when the throttle has credits again.</summary>
    bool TryChargeDelivery()
    {
        if (TryCharge(CreditKind.Receive, 1))
            return true;
        alarm.NoLaterThan(context.Throttle!.NextRefill);
        return false;
    }
}
