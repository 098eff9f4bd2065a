using System.Buffers;
using System.Buffers.Binary;
using Microsoft.Azure.Amqp;

namespace Messaging.ServiceBus.Amqp;

/// <summary>Reads the messages that one transfer carries and gives its pooled buffers back.</summary>
static class TransferReader
{
    /// <summary>Message format of a batch: each data section is a complete encoded message.</summary>
    const uint Batch = 0x80013700;

    /// <exception cref="FormatException">The transfer does not hold encoded messages.</exception>
    public static IReadOnlyList<Content> Read(AmqpMessage transfer)
    {
        using (transfer)
        {
            if (transfer.MessageFormat != Batch)
            {
                var whole = new byte[Length(transfer)];
                Join(transfer, whole);
                return [Content.Receive(whole)];
            }
            var rented = ArrayPool<byte>.Shared.Rent(Length(transfer));
            try
            {
                return ReadBatch(Join(transfer, rented));
            }
            finally
            {
                ArrayPool<byte>.Shared.Return(rented);
            }
        }
    }

    static int Length(AmqpMessage transfer) => transfer.RawByteBuffers.Sum(buffer => buffer.Length);

    static ReadOnlySpan<byte> Join(AmqpMessage transfer, byte[] target)
    {
        var length = 0;
        foreach (var buffer in transfer.RawByteBuffers)
        {
            Buffer.BlockCopy(buffer.Buffer, buffer.Offset, target, length, buffer.Length);
            length += buffer.Length;
        }
        return target.AsSpan(0, length);
    }

    static List<Content> ReadBatch(ReadOnlySpan<byte> bytes)
    {
        var contents = new List<Content>();
        for (var offset = 0; offset < bytes.Length;)
        {
            var (code, end) = Sections.At(bytes, offset);
            if (code == Sections.Data)
                contents.Add(Content.Receive(Binary(bytes[(offset + 3)..end])));
            offset = end;
        }
        return contents.Count > 0 ? contents : throw new FormatException("A batch holds no messages.");
    }

    static byte[] Binary(ReadOnlySpan<byte> value) => value[0] switch
    {
        0xa0 => value.Slice(2, value[1]).ToArray(),
        0xb0 => value.Slice(5, (int)BinaryPrimitives.ReadUInt32BigEndian(value[1..])).ToArray(),
        _ => throw new FormatException("A data section holds no binary."),
    };
}
