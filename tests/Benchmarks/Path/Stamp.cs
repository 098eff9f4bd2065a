using System.Buffers.Text;
using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace Messaging.Benchmarks.Path;

/// <summary>What a measured message carries in its text: when it was sent and by whom, then filling up to 200 bytes.</summary>
/// <param name="Ticks">Of the stopwatch, at the request.</param>
/// <param name="Sender">Number of the sender.</param>
/// <param name="Routed">Request to the time that Route gave the entry.</param>
readonly record struct Stamp(long Ticks, int Sender, TimeSpan Routed)
{
    static readonly string Filling = new('x', 170);
    static readonly (DateTime Clock, long Ticks) Start = (TimeProvider.System.GetUtcNow().UtcDateTime, Stopwatch.GetTimestamp());

    public static string TextOf(int sender) => $"T:{Stopwatch.GetTimestamp()}:{sender}:{Filling}";

    /// <summary>The stamps of all entries in a frame, found without parsing it: the receiver shares the processors with what it measures.</summary>
    public static void ReadAll(ReadOnlySpan<byte> frame, List<Stamp> into)
    {
        ReadOnlySpan<byte> time = "\"time\":\""u8, text = "\"text\":\"T:"u8;
        for (int at; (at = frame.IndexOf(text)) >= 0;)
        {
            var before = frame[..at];
            var after = frame = frame[(at + text.Length)..];
            if (!Utf8Parser.TryParse(after, out long ticks, out var used) || !Utf8Parser.TryParse(after[(used + 1)..], out int sender, out _)) continue;
            var routed = before[(before.LastIndexOf(time) + time.Length)..];
            into.Add(new(ticks, sender, Clock(routed[..routed.IndexOf((byte)'"')]) - Start.Clock - Stopwatch.GetElapsedTime(Start.Ticks, ticks)));
        }
    }

    static DateTime Clock(ReadOnlySpan<byte> time) => DateTimeOffset.Parse(Encoding.ASCII.GetString(time), CultureInfo.InvariantCulture).UtcDateTime;
}
