using System.Buffers;
using System.Text;
using MessagePack;

namespace Messaging.SignalR.Clients;

/// <summary>Frames of the MessagePack hub protocol: an array behind its length as a variable-length integer.</summary>
static class MessagePackFrames
{
    const int LongestPrefix = 5;

    /// <summary>Takes the next frame if it is whole and a client's call; leaves the input alone otherwise.</summary>
    public static ClientInvocation? TakeInvocation(ref ReadOnlySequence<byte> input)
    {
        if (Length(input) is not var (prefix, length) || input.Length < prefix + length) return null;

        var frame = input.Slice(prefix, length);
        if (Peek(frame) is not { } call) return null;

        input = input.Slice(prefix + length);
        return call;
    }

    public static byte[] WriteInvocation(string target, ReadOnlySpan<byte> jsonArguments, string? invocationId)
    {
        var body = new ArrayBufferWriter<byte>(jsonArguments.Length + target.Length + 64);
        var writer = new MessagePackWriter(body);
        writer.WriteArrayHeader(6);
        writer.Write(JsonFrames.Invocation);
        writer.WriteMapHeader(0);
        writer.Write(invocationId);
        writer.Write(target);
        MessagePackSerializer.ConvertFromJson(Encoding.UTF8.GetString(jsonArguments), ref writer);
        writer.WriteArrayHeader(0);
        writer.Flush();
        return Prefixed(body.WrittenSpan);
    }

    public static byte[] WriteStreamItem(string invocationId, ReadOnlySpan<byte> jsonItem)
    {
        var body = new ArrayBufferWriter<byte>(jsonItem.Length + 64);
        var writer = new MessagePackWriter(body);
        writer.WriteArrayHeader(4);
        writer.Write(JsonFrames.StreamItem);
        writer.WriteMapHeader(0);
        writer.Write(invocationId);
        MessagePackSerializer.ConvertFromJson(Encoding.UTF8.GetString(jsonItem), ref writer);
        writer.Flush();
        return Prefixed(body.WrittenSpan);
    }

    static byte[] Prefixed(ReadOnlySpan<byte> body)
    {
        Span<byte> prefix = stackalloc byte[LongestPrefix];
        var used = 0;
        for (var rest = (uint)body.Length; ; rest >>= 7)
        {
            prefix[used++] = (byte)(rest > 0x7f ? rest | 0x80 : rest);
            if (rest <= 0x7f) return [.. prefix[..used], .. body];
        }
    }

    static (int Prefix, long Length)? Length(ReadOnlySequence<byte> input)
    {
        var bytes = new SequenceReader<byte>(input);
        var length = 0L;
        for (var read = 0; read < LongestPrefix && bytes.TryRead(out var next); read++)
        {
            length |= (long)(next & 0x7f) << (7 * read);
            if ((next & 0x80) == 0) return (read + 1, length);
        }

        return null;
    }

    static ClientInvocation? Peek(ReadOnlySequence<byte> frame)
    {
        var reader = new MessagePackReader(frame);
        var fields = reader.ReadArrayHeader();
        var type = reader.ReadInt32();
        if (type is not (JsonFrames.Invocation or JsonFrames.StreamInvocation)) return null;

        reader.Skip();
        var invocationId = reader.ReadString();
        var target = reader.ReadString() ?? "";
        reader.Skip();
        var streams = fields > 5 && reader.ReadArrayHeader() > 0;
        return new ClientInvocation(target, invocationId, frame.ToArray(), type == JsonFrames.StreamInvocation, streams);
    }
}
