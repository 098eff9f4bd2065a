using Azure.Messaging.ServiceBus;
using Microsoft.Azure.Functions.Worker;

namespace Messaging.SampleApp;

/// <summary>Do with a message what its body says.</summary>
public sealed class SettlingFunctions
{
    static readonly Dictionary<string, object> Marks = new() { ["mark"] = "set", ["after"] = TimeSpan.FromSeconds(5) };

    [Function("Settle")]
    public Task Settle(
        [ServiceBusTrigger("settle", AutoCompleteMessages = false)] ServiceBusReceivedMessage message, ServiceBusMessageActions actions) =>
        SettleAsync(message, actions);

    [Function("SettleBatch")]
    public async Task SettleBatch(
        [ServiceBusTrigger("settle-batch", IsBatched = true)] ServiceBusReceivedMessage[] messages, ServiceBusMessageActions actions)
    {
        foreach (var message in messages)
        {
            await SettleAsync(message, actions);
        }

        if (messages.Any(message => message.Body.ToString() == "throw" && message.DeliveryCount == 1))
        {
            throw new InvalidOperationException("as asked");
        }
    }

    [Function("Session")]
    [ServiceBusOutput("seen")]
    public async Task<string> Session(
        [ServiceBusTrigger("session", IsSessionsEnabled = true)] ServiceBusReceivedMessage message,
        ServiceBusMessageActions actions,
        ServiceBusSessionMessageActions session)
    {
        var state = (await session.GetSessionStateAsync()).ToString() + message.Body;
        await session.SetSessionStateAsync(new(state));
        await session.RenewSessionLockAsync();
        await actions.CompleteMessageAsync(message);
        if (message.Body.ToString() == "release")
        {
            await session.ReleaseSession();
        }

        return $"session {message.SessionId} {state}";
    }

    [Function("SessionBatch")]
    [ServiceBusOutput("seen")]
    public async Task<string> SessionBatch(
        [ServiceBusTrigger("session-batch", IsSessionsEnabled = true, IsBatched = true)] ServiceBusReceivedMessage[] messages,
        ServiceBusSessionMessageActions session)
    {
        await session.SetSessionStateAsync(new("seen"));
        await session.ReleaseSession();
        return $"session batch {messages[0].SessionId} {string.Join(',', messages.Select(message => message.Body))}";
    }

    static Task SettleAsync(ServiceBusReceivedMessage message, ServiceBusMessageActions actions) =>
        (message.Body.ToString(), message.DeliveryCount) switch
        {
            ("complete", _) => actions.CompleteMessageAsync(message),
            ("abandon", 1) => actions.AbandonMessageAsync(message, Marks),
            ("abandon", _) => actions.DeadLetterMessageAsync(message, deadLetterReason: "abandoned before"),
            ("dead-letter", _) => actions.DeadLetterMessageAsync(message, Marks, "reason", "description"),
            ("defer", _) => actions.DeferMessageAsync(message, Marks),
            ("renew", _) => RenewAndCompleteAsync(message, actions),
            ("twice", _) => CompleteTwiceAsync(message, actions),
            _ => Task.CompletedTask,
        };

    static async Task RenewAndCompleteAsync(ServiceBusReceivedMessage message, ServiceBusMessageActions actions)
    {
        await actions.RenewMessageLockAsync(message);
        await actions.CompleteMessageAsync(message);
    }

    static async Task CompleteTwiceAsync(ServiceBusReceivedMessage message, ServiceBusMessageActions actions)
    {
        await actions.CompleteMessageAsync(message);
        await actions.CompleteMessageAsync(message);
    }
}
