using Azure.Data.Tables;
using Messaging.Contracts;
using Messaging.Contracts.Client;
using Messaging.Plumbing.Storage;
using Messaging.Route.Log;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Messaging.Route.Retention;

/// <summary>Goes round all conversations once a day, a few minutes at a time; how far it has come is kept in row <c>round</c> of partition
/// <c>retention</c>, which no conversation has for want of a <c>|</c>.</summary>
public sealed partial class ForgetContent(
    TableServiceClient tables, OldContent content, IOptions<RetentionOptions> options, TimeProvider time, ILogger<ForgetContent> log)
{
    const string EveryQuarter = "0 */15 * * * *";
    const int HeadsPerPage = 100;

    readonly TableClient _table = tables.GetTableClient(TableNames.Conversations);

    [Function(nameof(ForgetContent))]
    public async Task RunAsync([TimerTrigger(EveryQuarter)] TimerInfo timer, CancellationToken ct)
    {
        var round = await RoundAsync(ct);
        if (options.Value.RoundHours <= 0 || round is { Done: true } && time.GetUtcNow() < round.Began + TimeSpan.FromHours(options.Value.RoundHours)) return;
        if (round is not { Done: false }) round = new(time.GetUtcNow());
        await GoOnAsync(round, ct);
    }

    async Task GoOnAsync(Round round, CancellationToken ct)
    {
        var (begun, conversations, entries) = (time.GetTimestamp(), 0, 0);
        var heads = _table.QueryAsync<TableEntity>(row => row.RowKey == Keys.Head, HeadsPerPage, ["PartitionKey", "Settings"], ct);
        await foreach (var page in heads.AsPages(round.Continuation).WithCancellation(ct))
        {
            foreach (var key in page.Values.Where(IsBounded).Select(KeyOf))
            {
                entries += await ForgetAsync(key, ct);
                conversations++;
            }
            round = round with { Continuation = page.ContinuationToken, Done = page.ContinuationToken is null };
            await _table.UpsertEntityAsync(round.Row(), TableUpdateMode.Replace, ct);
            if (time.GetElapsedTime(begun) > TimeSpan.FromSeconds(options.Value.RunSeconds)) break;
        }
        Went(conversations, entries, round.Done);
    }

    /// <summary>A conversation that fails is looked at again in the next round, and holds up no other.</summary>
    async Task<int> ForgetAsync(ConversationKey key, CancellationToken ct)
    {
        try { return await content.ForgetAsync(key, ct); }
        catch (Exception failure) when (!ct.IsCancellationRequested)
        {
            Failed(failure, key.ConversationId);
            return 0;
        }
    }

    bool IsBounded(TableEntity head) => options.Value.DaysOf(KeyOf(head).Tenant, head.ToSettings()) is not null;

    static ConversationKey KeyOf(TableEntity head) => head.PartitionKey.Split('|') is [var tenant, var id]
        ? new(Keys.Unescape(tenant), Keys.Unescape(id)) : throw new InvalidDataException("A head's partition key has no two parts.");

    async Task<Round?> RoundAsync(CancellationToken ct)
    {
        var row = await _table.GetEntityIfExistsAsync<TableEntity>(Round.Partition, Round.RowKey, cancellationToken: ct);
        return row.HasValue ? Round.From(row.Value!) : null;
    }
}
