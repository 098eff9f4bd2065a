using Messaging.Tables.Storage;

namespace Messaging.Tables.Http;

/// <summary>Entity-group transactions. A refusal is answered with 202 too; the part inside tells the command and why.</summary>
sealed class TransactionRequests(TableStore store, TableCounters counters)
{
    public async Task AnswerAsync(Exchange exchange)
    {
        var body = await exchange.ReadBodyAsync();
        var commands = await BatchReader.ReadAsync(exchange.Request.ContentType, new MemoryStream(body.ToArray()));
        var writes = new List<EntityWrite>(commands.Count);
        var outcome = Judge(commands, writes) ?? await store.WriteAsync(commands[0].Target.Table, writes);
        var answer = new BatchWriter(exchange.Address);
        if (outcome.Error is { } error)
            answer.Failed(error, exchange.Describe(error, outcome.FailedIndex));
        else
        {
            counters.CountWritten(commands[0].Target.Table, writes.Count);
            for (var i = 0; i < writes.Count; i++)
                answer.Succeeded(writes[i], commands[i].Target.Table, outcome.Timestamps[i]);
        }
        await exchange.AnswerAsync(202, answer.ContentType, answer.ToBytes());
    }

    /// <summary>Fills <paramref name="writes"/>, or answers why the commands are no transaction.</summary>
    static WriteOutcome? Judge(List<EntityCommand> commands, List<EntityWrite> writes)
    {
        if (commands.Count == 0)
            throw new RequestRefused(TableError.InvalidInput("The batch holds no command."));
        if (commands.Count > Limits.TransactionEntities)
            return WriteOutcome.Refused(TableError.TooManyChanges, Limits.TransactionEntities);
        var rows = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < commands.Count; i++)
            if (Add(commands, writes, rows, i) is { } error)
                return WriteOutcome.Refused(error, i);
        return null;
    }

    static TableError? Add(List<EntityCommand> commands, List<EntityWrite> writes, HashSet<string> rows, int index)
    {
        try
        {
            writes.Add(commands[index].ToWrite());
        }
        catch (RequestRefused refused)
        {
            return refused.Error;
        }
        if (!commands[index].Target.Table.Equals(commands[0].Target.Table, StringComparison.OrdinalIgnoreCase)
            || writes[index].Key.PartitionKey != writes[0].Key.PartitionKey)
            return TableError.DifferentPartitions;
        return rows.Add(writes[index].Key.RowKey) ? null : TableError.DuplicateRow(writes[index].Key.RowKey);
    }
}
