using System.Diagnostics;
using Azure.Data.Tables;
using HdrHistogram;

namespace Messaging.Benchmarks.Tables;

/// <summary>The work that is measured, against one service. Each figure is taken after a warm-up of the same work.</summary>
sealed class TableLoad(string name, string connectionString, int rows)
{
    const string Partition = "tenant|conversation";
    const string OtherPartition = "tenant|other";
    const string Needle = "needle";

    static readonly TimeSpan ParallelTime = TimeSpan.FromSeconds(4);

    readonly TableClient table = new(connectionString, "benchmark");
    readonly Random random = new(1);
    int filled;
    int added;

    public string Name => name;

    public async Task<string> RangeAtAsync(int smaller)
    {
        await table.CreateIfNotExistsAsync();
        await FillToAsync(Math.Min(smaller, rows));
        return await RangeAsync();
    }

    public async Task<string> FillAsync()
    {
        var (before, started) = (filled, Stopwatch.GetTimestamp());
        await FillToAsync(rows);
        return $"{(filled - before) / Stopwatch.GetElapsedTime(started).TotalSeconds:N0} /s";
    }

    public Task<string> PointReadAsync() => MeasureAsync(3000, async () =>
        await table.GetEntityAsync<TableEntity>(Partition, Key(random.Next(filled))));

    public Task<string> RangeAsync() => MeasureAsync(400, async () =>
    {
        var from = random.Next(filled - 50);
        Expect(50, await CountAsync($"PartitionKey eq '{Partition}' and RowKey ge '{Key(from)}' and RowKey lt '{Key(from + 50)}'"));
    });

    public Task<string> PageAsync() => MeasureAsync(30, async () =>
    {
        await foreach (var page in table.QueryAsync<TableEntity>($"PartitionKey eq '{Partition}' and RowKey ge '{Key(random.Next(filled - 1000))}'").AsPages())
        {
            Expect(1000, page.Values.Count);
            break;
        }
    });

    public Task<string> InsertAsync() => MeasureAsync(1000, async () => await table.AddEntityAsync(Added()));

    public async Task<string> ParallelInsertsAsync()
    {
        await InsertForAsync(ParallelTime / 2);
        var started = Stopwatch.GetTimestamp();
        var count = await InsertForAsync(ParallelTime);
        return $"{count / Stopwatch.GetElapsedTime(started).TotalSeconds:N0} /s";
    }

    public Task<string> TransactionAsync(int size) => MeasureAsync(200, async () =>
        await table.SubmitTransactionAsync(Enumerable.Range(0, size).Select(_ => new TableTransactionAction(TableTransactionActionType.Add, Added()))));

    public Task<string> ScanAsync() => MeasureAsync(20, async () =>
        Expect(1, await CountAsync($"PartitionKey eq '{Partition}' and Tag eq '{Needle}'")));

    async Task<int> InsertForAsync(TimeSpan time)
    {
        var started = Stopwatch.GetTimestamp();
        var counts = await Task.WhenAll(Enumerable.Range(0, 16).Select(async _ =>
        {
            var count = 0;
            for (; Stopwatch.GetElapsedTime(started) < time; count++)
                await table.AddEntityAsync(Added());
            return count;
        }));
        return counts.Sum();
    }

    async Task FillToAsync(int count)
    {
        for (; filled < count; filled += 100)
            await table.SubmitTransactionAsync(Enumerable.Range(filled, 100).Select(
                i => new TableTransactionAction(TableTransactionActionType.Add, Row(Partition, Key(i), i == rows / 2 ? Needle : $"tag{i}"))));
    }

    async Task<int> CountAsync(string filter)
    {
        var count = 0;
        await foreach (var _ in table.QueryAsync<TableEntity>(filter))
            count++;
        return count;
    }

    static async Task<string> MeasureAsync(int times, Func<Task> work)
    {
        for (var i = 0; i < Math.Max(5, times / 2); i++)
            await work();
        var histogram = new LongHistogram(TimeSpan.TicksPerMinute, 3);
        for (var i = 0; i < times; i++)
        {
            var started = Stopwatch.GetTimestamp();
            await work();
            histogram.RecordValue(Math.Max(1, Stopwatch.GetElapsedTime(started).Ticks));
        }
        return $"{Milliseconds(histogram, 50):N2} / {Milliseconds(histogram, 99):N2}";
    }

    static double Milliseconds(LongHistogram ticks, double percentile) =>
        ticks.GetValueAtPercentile(percentile) / (double)TimeSpan.TicksPerMillisecond;

    static void Expect(int expected, int actual)
    {
        if (expected != actual)
            throw new InvalidOperationException($"Expected {expected} rows, got {actual}.");
    }

    static string Key(int i) => $"e|{i:D19}";

    /// <summary>In a partition of its own, so that the reads have the same rows before them whatever was inserted.</summary>
    TableEntity Added() => Row(OtherPartition, Key(Interlocked.Increment(ref added)), "added");

    static TableEntity Row(string partition, string row, string tag) => new(partition, row)
    {
        ["Kind"] = "message",
        ["Sender"] = "user-0123456789",
        ["Seq"] = 5_000_000_000L,
        ["Time"] = new DateTimeOffset(2024, 2, 29, 12, 0, 0, TimeSpan.Zero),
        ["Ordinal"] = 7,
        ["Text"] = "A message of about the length that people write to each other when they have something to say.",
        ["Tag"] = tag,
    };
}
