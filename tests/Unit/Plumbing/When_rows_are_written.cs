using Azure;
using Messaging.Contracts;
using Messaging.Contracts.Client;
using Messaging.Contracts.Queue;
using Messaging.Plumbing.Storage;

namespace Messaging.Unit.Plumbing;

public sealed class When_rows_are_written
{
    static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    static readonly Entry Message = new()
    {
        Seq = 7,
        Kind = EntryKinds.Message,
        Sender = "ann",
        ClientMessageId = "m1",
        Time = Noon,
        Ordinal = 6,
        Text = "Grüße 👋",
        EditedAt = Noon,
    };

    [Fact]
    public void An_entry_comes_back_as_it_was() => Assert.Equal(Message, Message.Row("p").ToEntry());

    [Fact]
    public void An_entry_without_text_comes_back_without() => Assert.Null((Message with { Text = null }).Row("p").ToEntry().Text);

    [Fact]
    public void Each_property_of_the_longest_text_stays_within_64_KiB()
    {
        var text = string.Concat(Enumerable.Repeat("👋", Limits.TextBytes / 4));
        var row = (Message with { Text = text }).Row("p");

        Assert.All(row.Select(property => property.Value).OfType<byte[]>(), value => Assert.InRange(value.Length, 0, 64 * 1024));
        Assert.Equal(text, row.ToEntry().Text);
    }

    [Fact]
    public void A_head_comes_back_as_it_was()
    {
        var head = new Head { Seq = 7, Messages = 6, Epoch = "e1", Kind = "group", Title = "Lunch", MemberCount = 2, LastTime = Noon, ETag = new ETag("1") };
        var row = head.Row("p");
        row.ETag = head.ETag;

        Assert.Equal(head, row.ToHead());
    }

    [Fact]
    public void A_member_comes_back_as_it_was()
    {
        var member = new Member("auth0|ann", MemberRoles.Owner, Noon, Noon.AddDays(14));
        Assert.Equal(member, member.Row("p").ToMember());
    }

    [Theory]
    [InlineData(7L, null)]
    [InlineData(null, "not-a-member")]
    public void A_fate_comes_back_as_it_was(long? seq, string? reason) =>
        Assert.Equal(new Fate(seq, reason), new Fate(seq, reason).Row("p", new()
        {
            Kind = CommandKinds.SendMessage,
            Tenant = "acme",
            ConversationId = "c",
            Sender = "ann",
            ClientMessageId = "m1",
            AcceptedAt = Noon,
        }).ToFate());
}
