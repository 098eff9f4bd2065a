using FsCheck;
using FsCheck.Xunit;
using Messaging.Plumbing.Storage;

namespace Messaging.Unit.Plumbing;

public sealed class When_keys_are_made
{
    [Property(MaxTest = 1000)]
    public void Any_id_is_a_legal_key_and_comes_back(NonNull<string> id)
    {
        var key = Keys.Escape(id.Get);

        Assert.DoesNotContain(key, c => "/\\#?|".Contains(c) || char.IsControl(c));
        Assert.Equal(id.Get, Keys.Unescape(key));
    }

    [Property(MaxTest = 1000)]
    public void Different_parts_never_make_the_same_key(NonNull<string> a, NonNull<string> b, NonNull<string> c, NonNull<string> d) =>
        Assert.Equal((a.Get, b.Get) == (c.Get, d.Get), Keys.Partition(a.Get, b.Get) == Keys.Partition(c.Get, d.Get));

    [Fact]
    public void Entries_sort_as_their_seqs_do()
    {
        long[] seqs = [1, 9, 10, 99, 100, 12345678901, long.MaxValue];
        Assert.Equal(seqs.Select(Keys.Entry), seqs.Select(Keys.Entry).Order(StringComparer.Ordinal));
    }
}
