using FsCheck;
using FsCheck.Fluent;
using Messaging.Tables.Storage;

namespace Messaging.Unit.Tables;

public sealed class When_keys_are_stored
{
    static readonly Arbitrary<EntityKey[]> Pairs = Arb.From(
        from parts in Gen.Elements('!', 'a', '~', '\u00FC', '\u07FF', '\u0800', '\uD83D', '\uDE00', '\uE000', '\uFFFF').ArrayOf().ArrayOf(4)
        let texts = parts.Select(part => new string(part)).ToArray()
        select new[] { new EntityKey(texts[0], texts[1]), new EntityKey(texts[2], texts[3]) });

    [Fact]
    public void They_come_back_as_they_were() =>
        Prop.ForAll(Pairs, keys => EntityKey.Decode(keys[0].Encode()) == keys[0]).Check(Config.QuickThrowOnFailure.WithMaxTest(2_000));

    [Fact]
    public void They_sort_by_partition_then_row_both_ordinal_in_UTF_16() =>
        Prop.ForAll(Pairs, keys => Math.Sign(keys[0].Encode().AsSpan().SequenceCompareTo(keys[1].Encode())) == Math.Sign(Order(keys[0], keys[1])))
            .Check(Config.QuickThrowOnFailure.WithMaxTest(2_000));

    static int Order(EntityKey left, EntityKey right) =>
        string.CompareOrdinal(left.PartitionKey, right.PartitionKey) is not 0 and var order ? order : string.CompareOrdinal(left.RowKey, right.RowKey);
}
