using System.Buffers.Text;
using System.Diagnostics;

namespace Messaging.Benchmarks.Path;

/// <summary>What a measured message carries in its text: when it was sent and by whom, then filling up to 200 bytes.</summary>
readonly record struct Stamp(long Ticks, int Sender)
{
    static readonly string Filling = new('x', 170);

    public static string TextOf(int sender) => $"T:{Stopwatch.GetTimestamp()}:{sender}:{Filling}";

    /// <summary>The stamps of all entries in a frame, found without parsing it: the receiver shares the processors with what it measures.</summary>
    public static void ReadAll(ReadOnlySpan<byte> frame, List<Stamp> into)
    {
        ReadOnlySpan<byte> text = "\"text\":\"T:"u8;
        for (int at; (at = frame.IndexOf(text)) >= 0;)
        {
            frame = frame[(at + text.Length)..];
            if (!Utf8Parser.TryParse(frame, out long ticks, out var used) || !Utf8Parser.TryParse(frame[(used + 1)..], out int sender, out _)) continue;
            into.Add(new(ticks, sender));
        }
    }
}
