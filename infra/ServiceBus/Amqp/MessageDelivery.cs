using Microsoft.Azure.Amqp;

namespace Messaging.ServiceBus.Amqp;

/// <summary>An encoded message on its way to a receiver.</summary>
sealed class MessageDelivery : Delivery
{
    readonly byte[] payload;
    int position;

    public MessageDelivery(byte[] payload, Guid token)
    {
        this.payload = payload;
        Token = token;
        DeliveryTag = token.ToByteArray();
    }

    /// <summary>The lock's token, which is the delivery tag.</summary>
    public Guid Token { get; }

    public bool HasLeft => position > 0;

    /// <summary>
    /// A client can settle before the send has returned; a receiver does so when it gives back at once what it did not wait for.
    /// The library then takes the delivery for one that was sent settled and may write Accepted over the client's outcome.
    /// </summary>
    public bool IsOverwritten { get; set; }

    public override ArraySegment<byte>[] GetPayload(int payloadSize, out bool more)
    {
        var size = Math.Min(payloadSize, payload.Length - position);
        more = position + size < payload.Length;
        return [new ArraySegment<byte>(payload, position, size)];
    }

    protected override void OnCompletePayload(int payloadSize) => position += payloadSize;
}
