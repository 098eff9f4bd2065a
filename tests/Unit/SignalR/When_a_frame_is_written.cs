using System.Buffers;
using System.Text.Json;
using FsCheck.Xunit;
using Messaging.SignalR.Clients;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Protocol;

namespace Messaging.Unit.SignalR;

public sealed class When_a_frame_is_written
{
    [Property]
    public void The_frameworks_protocols_read_the_same_call(string?[] texts, int number) =>
        Assert.All<(IHubProtocol Protocol, string Name)>([(new JsonHubProtocol(), "json"), (new MessagePackHubProtocol(), "messagepack")], one =>
        {
            var frame = OutboundFrame.Invocation("greet", JsonSerializer.SerializeToUtf8Bytes(new object[] { texts, number }), "7");
            var input = new ReadOnlySequence<byte>(frame.In(one.Name));

            Assert.True(one.Protocol.TryParseMessage(ref input, new Binder(), out var message));

            var call = Assert.IsType<InvocationMessage>(message);
            Assert.Equal(("greet", "7", 0L), (call.Target, call.InvocationId, input.Length));
            Assert.Equal(texts, (string?[])call.Arguments[0]!);
            Assert.Equal(number, call.Arguments[1]);
        });

    [Theory]
    [InlineData("json")]
    [InlineData("messagepack")]
    public void Each_form_is_made_once(string protocol)
    {
        var frame = OutboundFrame.Invocation("greet", [.. "[]"u8]);

        Assert.Same(frame.In(protocol), frame.In(protocol));
    }

    sealed class Binder : IInvocationBinder
    {
        public IReadOnlyList<Type> GetParameterTypes(string methodName) => [typeof(string[]), typeof(int)];

        public Type GetReturnType(string invocationId) => typeof(object);

        public Type GetStreamItemType(string streamId) => typeof(object);
    }
}
