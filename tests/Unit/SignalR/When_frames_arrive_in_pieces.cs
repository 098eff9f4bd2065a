using System.Buffers;
using FsCheck.Xunit;
using Messaging.SignalR.Clients;
using Microsoft.AspNetCore.SignalR.Protocol;

namespace Messaging.Unit.SignalR;

public sealed class When_frames_arrive_in_pieces
{
    [Property]
    public void Json_calls_are_taken_whole_and_in_order(string?[] arguments, byte cut) =>
        TakesEach(new JsonHubProtocol(), JsonFrames.TakeInvocation, arguments, cut);

    [Property]
    public void MessagePack_calls_are_taken_whole_and_in_order(string?[] arguments, byte cut) =>
        TakesEach(new MessagePackHubProtocol(), MessagePackFrames.TakeInvocation, arguments, cut);

    [Fact]
    public void What_is_no_call_is_left_alone()
    {
        var input = new ReadOnlySequence<byte>(new JsonHubProtocol().GetMessageBytes(PingMessage.Instance));

        Assert.Null(JsonFrames.TakeInvocation(ref input));
        Assert.NotEqual(0, input.Length);
    }

    static void TakesEach(IHubProtocol protocol, TakeInvocation take, string?[] arguments, byte cut)
    {
        var frames = arguments.Select((argument, i) => protocol.GetMessageBytes(new InvocationMessage($"{i}", $"method{i}", [argument]))).ToArray();
        var all = frames.SelectMany(frame => frame.ToArray()).ToArray();
        var taken = new List<ClientInvocation>();
        var read = 0;
        for (var written = 0; written < all.Length; written = Math.Min(all.Length, written + cut + 1))
            read += TakeAll(all.AsMemory(read, written - read), take, taken);
        read += TakeAll(all.AsMemory(read), take, taken);

        Assert.Equal(all.Length, read);
        Assert.Equal(Enumerable.Range(0, arguments.Length).Select(i => ($"{i}", $"method{i}")), taken.Select(call => (call.InvocationId!, call.Target)));
        Assert.All(taken.Zip(frames), pair => Assert.True(pair.Second.Span.IndexOf(pair.First.Frame) >= 0));
    }

    static int TakeAll(ReadOnlyMemory<byte> bytes, TakeInvocation take, List<ClientInvocation> taken)
    {
        var input = new ReadOnlySequence<byte>(bytes);
        while (take(ref input) is { } call) taken.Add(call);
        return bytes.Length - (int)input.Length;
    }
}
