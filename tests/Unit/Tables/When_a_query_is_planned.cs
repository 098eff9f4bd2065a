using FsCheck;
using FsCheck.Fluent;
using Messaging.Tables.Filters;
using Messaging.Tables.Storage;

namespace Messaging.Unit.Tables;

public sealed class When_a_query_is_planned
{
    static readonly string[] Parts = ["", "a", "b", "ab", "\uE000", "😀"];

    static readonly Gen<string> Terms =
        from key in Gen.Elements("PartitionKey", "RowKey")
        from comparator in Gen.Elements("eq", "ne", "gt", "ge", "lt", "le")
        from value in Gen.Elements(Parts)
        select $"{key} {comparator} '{value}'";

    [Fact]
    public void The_keys_read_and_what_is_asked_of_each_give_exactly_the_rows_that_match()
    {
        var filters = from terms in Terms.ArrayOf(4)
                      from first in Gen.Elements("and", "or")
                      from second in Gen.Elements("and", "or", "and not")
                      select $"({terms[0]} {first} {terms[1]}) {second} ({terms[2]} and {terms[3]})";

        Prop.ForAll(Arb.From(filters), text =>
        {
            var filter = FilterParser.Parse(text)!;
            var plan = QueryPlan.For(filter);
            foreach (var key in Keys())
            {
                var encoded = key.Encode();
                var read = encoded.AsSpan().SequenceCompareTo(plan.Keys.From) >= 0 && encoded.AsSpan().SequenceCompareTo(plan.Keys.To) < 0;
                var found = read && (plan.Remaining?.Matches(new(encoded, 0, PropertyBag.Empty)) ?? true);
                Assert.Equal(filter.Matches(new(encoded, 0, PropertyBag.Empty)), found);
            }
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(5_000));
    }

    [Theory]
    [InlineData("PartitionKey eq 'p'")]
    [InlineData("PartitionKey eq 'p' and RowKey ge 'a' and RowKey lt 'b'")]
    [InlineData("PartitionKey ge 'p' and PartitionKey lt 'q'")]
    public void Nothing_is_asked_of_the_rows_when_their_keys_say_all(string filter) =>
        Assert.Null(QueryPlan.For(FilterParser.Parse(filter)).Remaining);

    static IEnumerable<EntityKey> Keys() => Parts.SelectMany(partition => Parts.Select(row => new EntityKey(partition, row)));
}
