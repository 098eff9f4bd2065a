using System.Diagnostics;
using HdrHistogram;

namespace Messaging.Benchmarks.Path;

/// <summary>Times in milliseconds, from microseconds up to five minutes, recorded by many threads.</summary>
sealed class Latency
{
    readonly HistogramBase _microseconds = HistogramFactory.With64BitBucketSize().WithValuesUpTo(300_000_000).WithPrecisionOf(3).WithThreadSafeWrites().Create();

    public long Count => _microseconds.TotalCount;

    public void Since(long timestamp) => Record(Stopwatch.GetElapsedTime(timestamp));

    public void Record(TimeSpan time) => _microseconds.RecordValue(Math.Clamp((long)time.TotalMicroseconds, 1, 300_000_000));

    public double At(double percentile) => _microseconds.TotalCount == 0 ? double.NaN : _microseconds.GetValueAtPercentile(percentile) / 1000.0;

    public override string ToString() => FormattableString.Invariant($"p50 {At(50):0.0} p90 {At(90):0.0} p99 {At(99):0.0} ms");
}
