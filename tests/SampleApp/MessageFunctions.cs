using Azure.Messaging.ServiceBus;
using Microsoft.Azure.Functions.Worker;

namespace Messaging.SampleApp;

/// <summary>Each says on queue <c>seen</c> what it was given.</summary>
public sealed class MessageFunctions
{
    public sealed record Order(int Number);

    [Function("OnText")]
    [ServiceBusOutput("seen")]
    public string OnText([ServiceBusTrigger("%TEXT_QUEUE%")] string text, string messageId, int deliveryCount, long sequenceNumber) =>
        $"text {text} {messageId} {deliveryCount} {sequenceNumber > 0}";

    [Function("OnOrder")]
    [ServiceBusOutput("seen")]
    public string OnOrder([ServiceBusTrigger("order")] Order order) => $"order {order.Number}";

    [Function("OnBytes")]
    [ServiceBusOutput("seen")]
    public string OnBytes([ServiceBusTrigger("bytes")] byte[] bytes) => $"bytes {Convert.ToHexString(bytes)}";

    [Function("OnMessage")]
    [ServiceBusOutput("seen")]
    public string OnMessage([ServiceBusTrigger("message")] ServiceBusReceivedMessage message) =>
        $"message {message.Body} {message.MessageId} {message.ApplicationProperties["colour"]} {message.DeliveryCount} {message.EnqueuedTime.Year > 2000}";

    [Function("OnTexts")]
    [ServiceBusOutput("seen")]
    public string OnTexts([ServiceBusTrigger("texts", IsBatched = true)] string[] texts, string[] messageIdArray) =>
        $"texts {string.Join(',', texts)} {string.Join(',', messageIdArray)}";

    [Function("OnOrders")]
    [ServiceBusOutput("seen")]
    public string OnOrders([ServiceBusTrigger("orders", IsBatched = true)] Order[] orders) =>
        $"orders {string.Join(',', orders.Select(order => order.Number))}";

    [Function("OnChunks")]
    [ServiceBusOutput("seen")]
    public string OnChunks([ServiceBusTrigger("chunks", IsBatched = true)] byte[][] chunks) =>
        $"chunks {string.Join(',', chunks.Select(Convert.ToHexString))}";

    [Function("OnMessages")]
    [ServiceBusOutput("seen")]
    public string OnMessages([ServiceBusTrigger("messages", IsBatched = true)] ServiceBusReceivedMessage[] messages) =>
        $"messages {string.Join(',', messages.Select(message => message.Body))}";

    /// <summary>Takes as long as the longest text says, in milliseconds.</summary>
    [Function("OnSlowTexts")]
    [ServiceBusOutput("seen")]
    public async Task<string> OnSlowTexts([ServiceBusTrigger("slow-texts", IsBatched = true)] string[] texts)
    {
        await Task.Delay(TimeSpan.FromMilliseconds(texts.Max(int.Parse)), TimeProvider.System);
        return string.Join(',', texts);
    }

    [Function("OnEvent")]
    [ServiceBusOutput("seen")]
    public string OnEvent([ServiceBusTrigger("events", "all")] string text) => $"event {text}";

    [Function("OnWork")]
    [ServiceBusOutput("seen")]
    public async Task<string> OnWork([ServiceBusTrigger("%WORK_QUEUE%")] string milliseconds, int deliveryCount)
    {
        if (milliseconds == "crash" && deliveryCount == 1)
        {
            Environment.FailFast("as asked");
        }

        await Task.Delay(TimeSpan.FromMilliseconds(milliseconds == "crash" ? 0 : int.Parse(milliseconds)), TimeProvider.System);
        return $"work {milliseconds} {deliveryCount}";
    }
}
