namespace Messaging.FunctionsHost.ServiceBus;

static class SessionMessages
{
    public static InvalidOperationException HaveNoLockOfTheirOwn() =>
        new("Messages of a session are locked by the session: renew the session's lock.");
}
