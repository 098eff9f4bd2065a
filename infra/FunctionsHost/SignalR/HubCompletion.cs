using System.Text;
using System.Text.Json;
using MessagePack;

namespace Messaging.FunctionsHost.SignalR;

/// <summary>What a client that waits for a result gets: a whole frame of the hub protocol that it speaks.</summary>
/// <param name="Error">Null when the function succeeded.</param>
/// <param name="Result">JSON; null when there is none.</param>
sealed record HubCompletion(string InvocationId, string? Error, string? Result)
{
    const char RecordSeparator = '\u001e';

    public byte[] ToJsonFrame()
    {
        var outcome = (Error, Result) switch
        {
            ({ } error, _) => $$""","error":{{JsonSerializer.Serialize(error)}}""",
            (null, { } result) => $$""","result":{{result}}""",
            _ => "",
        };
        return Encoding.UTF8.GetBytes($$"""{"type":3,"invocationId":{{JsonSerializer.Serialize(InvocationId)}}{{outcome}}}""" + RecordSeparator);
    }

    /// <summary><c>[3, headers, invocation id, 1 and the error, 2, or 3 and the result]</c> behind its length.</summary>
    public byte[] ToMessagePackFrame()
    {
        var outcome = (Error, Result) switch
        {
            ({ } error, _) => $"1,{JsonSerializer.Serialize(error)}",
            (null, { } result) => $"3,{result}",
            _ => "2",
        };
        var message = MessagePackSerializer.ConvertFromJson($$"""[3,{},{{JsonSerializer.Serialize(InvocationId)}},{{outcome}}]""");
        return [.. LengthOf(message), .. message];
    }

    /// <summary>Seven bits a byte, the lowest first; the high bit says that more follow.</summary>
    static IEnumerable<byte> LengthOf(byte[] message)
    {
        var rest = message.Length;
        for (; rest > 0x7f; rest >>= 7)
        {
            yield return (byte)(rest | 0x80);
        }

        yield return (byte)rest;
    }
}
