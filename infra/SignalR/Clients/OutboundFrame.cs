using Microsoft.AspNetCore.SignalR.Protocol;

namespace Messaging.SignalR.Clients;

/// <summary>A message that is already on the wire's form: made once for each protocol, however many clients get it.</summary>
sealed class OutboundFrame : HubMessage
{
    readonly Lazy<byte[]> json, messagePack;

    OutboundFrame(Func<byte[]> json, Func<byte[]> messagePack) => (this.json, this.messagePack) = (new(json), new(messagePack));

    /// <summary>A call of the client's method.</summary>
    /// <param name="arguments">A JSON array as UTF-8; MessagePack is made from it when a client speaks that.</param>
    public static OutboundFrame Invocation(string target, byte[] arguments, string? invocationId = null) => new(
        () => JsonFrames.WriteInvocation(target, arguments, invocationId),
        () => MessagePackFrames.WriteInvocation(target, arguments, invocationId));

    /// <summary>The next item of a stream that the client has asked for.</summary>
    /// <param name="item">One JSON value as UTF-8.</param>
    public static OutboundFrame StreamItem(string invocationId, byte[] item) => new(
        () => JsonFrames.WriteStreamItem(invocationId, item),
        () => MessagePackFrames.WriteStreamItem(invocationId, item));

    /// <summary>Frames that the sender has made itself, one for each protocol.</summary>
    public static OutboundFrame Ready(byte[] json, byte[] messagePack) => new(() => json, () => messagePack);

    /// <summary>A frame in the one protocol that its only receiver speaks.</summary>
    public static OutboundFrame Ready(byte[] frame) => new(() => frame, () => frame);

    public byte[] In(string protocol) => protocol == MessagePackProtocolName ? messagePack.Value : json.Value;

    public const string MessagePackProtocolName = "messagepack";
}
