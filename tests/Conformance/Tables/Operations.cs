using FsCheck;
using FsCheck.Fluent;

namespace Messaging.Conformance.Tables;

enum Act { Add, UpsertMerge, UpsertReplace, UpdateMerge, UpdateReplace, Delete }

enum Condition { Any, Current, Stale }

/// <summary>One command on a row, which sets one property.</summary>
sealed record Command(Act Act, string Row, Condition Condition, string Property, object Value);

/// <summary>What a client may do next; commands of one partition are one transaction when there are several.</summary>
abstract record Operation
{
    public sealed record Write(string Partition, Command[] Commands) : Operation
    {
        public override string ToString() => $"{Partition}: {string.Join("; ", Commands.Select(command => command.ToString()))}";
    }

    public sealed record Query(Question Question, int PageSize) : Operation;

    public sealed record Crash : Operation;
}

/// <summary>A filter and what it means.</summary>
sealed record Question(string? Filter, Func<ModelRow, bool> Matches)
{
    public override string ToString() => Filter ?? "all";
}

static class Operations
{
    static readonly Question[] Questions =
    [
        new(null, _ => true),
        new("PartitionKey eq 'p'", row => row.Partition == "p"),
        new("PartitionKey eq 'q' and RowKey ge '2' and RowKey lt '4'", row => row is { Partition: "q", Row: "2" or "3" }),
        new("RowKey eq '1' or RowKey eq '5'", row => row.Row is "1" or "5"),
        new("A gt 'a'", row => row.Properties.GetValueOrDefault("A") is "text"),
        new("PartitionKey eq 'p' and B eq 'text'", row => row.Partition == "p" && row.Properties.GetValueOrDefault("B") is "text"),
        new("not (C eq true)", row => row.Properties.GetValueOrDefault("C") is not true),
    ];

    static readonly Gen<Command> Commands =
        from act in Gen.Elements(Enum.GetValues<Act>())
        from row in Gen.Elements("1", "2", "3", "4", "5", "6")
        from condition in Gen.Frequency((4, Gen.Constant(Condition.Any)), (3, Gen.Constant(Condition.Current)), (1, Gen.Constant(Condition.Stale)))
        from property in Gen.Elements("A", "B", "C")
        from value in Gen.Elements<object>(1, 2, 5_000_000_000L, 1.5, "text", "", true, false)
        select new Command(act, row, condition, property, value);

    static readonly Gen<Operation> Writes =
        from partition in Gen.Elements("p", "q")
        from size in Gen.Frequency((3, Gen.Constant(1)), (1, Gen.Choose(2, 5)))
        from commands in Commands.ArrayOf(size)
        select (Operation)new Operation.Write(partition, commands);

    static readonly Gen<Operation> Queries =
        from question in Gen.Elements(Questions)
        from size in Gen.Choose(1, 5)
        select (Operation)new Operation.Query(question, size);

    public static Arbitrary<Operation[]> Scripts(int length, bool crashes) => Arb.From(
        Gen.Frequency((200, Writes), (100, Queries), (crashes ? 1 : 0, Gen.Constant((Operation)new Operation.Crash()))).ArrayOf(length),
        Shorter);

    static IEnumerable<Operation[]> Shorter(Operation[] script)
    {
        for (var part = script.Length / 2; part > 0; part /= 2)
            for (var at = 0; at < script.Length; at += part)
                yield return [.. script[..at], .. script[Math.Min(at + part, script.Length)..]];
    }
}
