using Messaging.Client;
using Messaging.Contracts.Client;

namespace Messaging.Unit.Client;

public sealed class When_receipts_are_told
{
    readonly Hand hand = new();
    readonly List<(TimeSpan At, NewCursor Cursor)> told = [];
    readonly Receipts receipts;
    readonly DateTimeOffset start;
    Func<int, Exception?> fault = _ => null;

    public When_receipts_are_told()
    {
        start = hand.Time.GetUtcNow();
        receipts = new((_, cursor) =>
        {
            told.Add((hand.Time.GetUtcNow() - start, cursor));
            return fault(told.Count) is { } failure ? Task.FromException(failure) : Task.CompletedTask;
        }, hand.Turns, hand.Random);
    }

    [Fact]
    public void What_comes_within_a_second_is_told_by_one_request_the_last_of_it()
    {
        for (var seq = 1; seq <= 40; seq++)
        {
            Report(delivered: seq);
            hand.Move(0.1);
        }
        hand.Move(2);

        Assert.Equal(40, told[^1].Cursor.Delivered);
        Assert.All(told.Zip(told.Skip(1)), pair => Assert.True(pair.Second.At - pair.First.At >= TimeSpan.FromSeconds(1)));
        Assert.InRange(told.Count, 2, 5);
        Assert.Equal(0, hand.Time.Waiting);
    }

    [Fact]
    public void What_is_read_is_received_and_nothing_is_told_twice()
    {
        Report(seq: 5);
        hand.Move(2);
        Report(delivered: 5);
        Report(seq: 4);
        hand.Move(2);

        Assert.Equal([new NewCursor { Seq = 5 }], told.Select(one => one.Cursor));
    }

    [Fact]
    public void A_place_that_went_unheard_is_told_again_and_a_refused_one_is_not()
    {
        fault = count => count switch { 1 => new HttpRequestException("The network is gone."), 3 => new RefusedException("not-a-member", "Not a member.", System.Net.HttpStatusCode.Forbidden), _ => null };

        Report(seq: 5);
        hand.Move(10);
        Report(seq: 6);
        hand.Move(60);

        Assert.Equal([5L, 5L, 6L], told.Select(one => one.Cursor.Seq));
    }

    [Fact]
    public void Reading_where_a_mark_as_unread_was_set_is_told_although_it_is_nothing_new()
    {
        Report(seq: 5);
        hand.Move(2);
        hand.Do(() => receipts.Report("c", seq: 5, again: true));
        hand.Move(2);

        Assert.Equal([5L, 5L], told.Select(one => one.Cursor.Seq));
    }

    [Fact]
    public void What_waits_can_be_told_at_once_and_is_not_told_again()
    {
        Report(seq: 5);

        hand.End(hand.Begin(() => receipts.SettleAsync("c")));
        Assert.Equal([(TimeSpan.Zero, new NewCursor { Seq = 5 })], told);
        hand.Move(2);

        Assert.Single(told);
    }

    [Fact]
    public void Nothing_is_told_of_what_was_forgotten()
    {
        Report(seq: 5);

        hand.Do(() => receipts.Forget("c"));
        hand.Move(2);

        Assert.Empty(told);
        Assert.Equal(0, hand.Time.Waiting);
    }

    void Report(long seq = 0, long delivered = 0) => hand.Do(() => receipts.Report("c", seq, delivered));
}
