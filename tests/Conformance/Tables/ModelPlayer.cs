using System.Collections.Immutable;
using Azure;
using Azure.Data.Tables;

namespace Messaging.Conformance.Tables;

/// <summary>Does to a table what is done to the model and compares the answers.</summary>
sealed class ModelPlayer(Func<TableClient> table, Func<Task> crash)
{
    readonly TableModel model = new();

    public async Task PlayAsync(Operation[] script)
    {
        foreach (var operation in script)
            await PlayAsync(operation);
        await PlayAsync(new Operation.Query(new(null, _ => true), 1000));
    }

    async Task PlayAsync(Operation operation)
    {
        switch (operation)
        {
            case Operation.Write write:
                var tags = write.Commands.Select(command => model.TagFor(write.Partition, command)).ToList();
                var expected = model.Apply(write.Partition, write.Commands);
                Assert.Equal((operation, expected), (operation, await WriteAsync(write, tags)));
                break;
            case Operation.Query query:
                var rows = table().Query<TableEntity>(query.Question.Filter, query.PageSize).Select(Row);
                Assert.Equal(model.Where(query.Question.Matches).Select(row => row.ToString()), rows.Select(row => row.ToString()));
                break;
            default:
                await crash();
                break;
        }
    }

    async Task<string> WriteAsync(Operation.Write write, List<ETag> tags)
    {
        try
        {
            var answers = write.Commands.Length == 1
                ? [await SingleAsync(write.Partition, write.Commands[0], tags[0])]
                : (await table().SubmitTransactionAsync(write.Commands.Select((command, i) => Action(write.Partition, command, tags[i])))).Value;
            for (var i = 0; i < answers.Count; i++)
                if (write.Commands[i].Act != Act.Delete && answers[i].Headers.ETag is { } tag)
                    model.Remember(write.Partition, write.Commands[i].Row, tag);
            return answers[0].Status == 404 ? "ResourceNotFound" : "ok";
        }
        catch (RequestFailedException) when (TableModel.NamesARowTwice(write.Commands))
        {
            return TableModel.Refused;
        }
        catch (TableTransactionFailedException e)
        {
            return $"{e.ErrorCode} at {e.FailedTransactionActionIndex}";
        }
        catch (RequestFailedException e)
        {
            return e.ErrorCode ?? $"{e.Status}";
        }
    }

    Task<Response> SingleAsync(string partition, Command command, ETag tag) => command.Act switch
    {
        Act.Add => table().AddEntityAsync(Entity(partition, command)),
        Act.UpsertMerge => table().UpsertEntityAsync(Entity(partition, command), TableUpdateMode.Merge),
        Act.UpsertReplace => table().UpsertEntityAsync(Entity(partition, command), TableUpdateMode.Replace),
        Act.UpdateMerge => table().UpdateEntityAsync(Entity(partition, command), tag, TableUpdateMode.Merge),
        Act.UpdateReplace => table().UpdateEntityAsync(Entity(partition, command), tag, TableUpdateMode.Replace),
        _ => table().DeleteEntityAsync(partition, command.Row, tag),
    };

    static TableTransactionAction Action(string partition, Command command, ETag tag) =>
        new(Enum.Parse<TableTransactionActionType>($"{command.Act}"), Entity(partition, command), tag);

    static TableEntity Entity(string partition, Command command) => new(partition, command.Row) { [command.Property] = command.Value };

    static ModelRow Row(TableEntity entity) => new(
        entity.PartitionKey,
        entity.RowKey,
        entity.Where(property => property.Key is "A" or "B" or "C").ToImmutableSortedDictionary(),
        entity.ETag);
}
