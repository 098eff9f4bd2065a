using System.Diagnostics;
using Azure.Data.Tables;
using Messaging.Tables;

namespace Messaging.Conformance.Tables;

public sealed class When_a_latency_is_asked_for
{
    [Fact]
    public async Task No_answer_comes_before_it()
    {
        await using var server = await TableServer.StartAsync(new() { Port = 0, Latency = TimeSpan.FromMilliseconds(40) });
        var started = Stopwatch.GetTimestamp();

        await new TableClient(server.ConnectionString, "slow").CreateAsync();

        Assert.True(Stopwatch.GetElapsedTime(started) >= TimeSpan.FromMilliseconds(38));
    }
}
