using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Protocol;

namespace Messaging.SignalR.Clients;

delegate ClientInvocation? TakeInvocation(ref ReadOnlySequence<byte> input);

/// <summary>
/// A hub protocol that hands every client's call, whatever its method, to the one method of <see cref="ServerlessHub"/>
/// and writes ready frames as they are. Handshake, pings, closing and client results stay the framework's.
/// </summary>
sealed class ServerlessProtocol(IHubProtocol inner, TakeInvocation takeInvocation) : IHubProtocol
{
    public string Name => inner.Name;

    public int Version => inner.Version;

    public TransferFormat TransferFormat => inner.TransferFormat;

    public bool IsVersionSupported(int version) => inner.IsVersionSupported(version);

    // Without an invocation id the framework sends no completion: the upstream's answer is the completion.
    public bool TryParseMessage(ref ReadOnlySequence<byte> input, IInvocationBinder binder, [NotNullWhen(true)] out HubMessage? message)
    {
        if (takeInvocation(ref input) is not { } call) return inner.TryParseMessage(ref input, binder, out message);

        message = new InvocationMessage(nameof(ServerlessHub.Dispatch), [call]);
        return true;
    }

    public void WriteMessage(HubMessage message, IBufferWriter<byte> output)
    {
        if (Ready(message) is { } frame) output.Write(frame.In(Name));
        else inner.WriteMessage(message, output);
    }

    public ReadOnlyMemory<byte> GetMessageBytes(HubMessage message) =>
        Ready(message) is { } frame ? frame.In(Name) : inner.GetMessageBytes(message);

    // A call that waits for a client's result carries its arguments as they came, since the framework gives it its id.
    static OutboundFrame? Ready(HubMessage message) => message switch
    {
        OutboundFrame frame => frame,
        InvocationMessage { Arguments: [byte[] arguments] } call => OutboundFrame.Invocation(call.Target, arguments, call.InvocationId),
        _ => null,
    };
}
