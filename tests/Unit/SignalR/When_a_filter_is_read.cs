using Messaging.SignalR.Clients.Filters;

namespace Messaging.Unit.SignalR;

public sealed class When_a_filter_is_read
{
    static readonly FilterSubject Alice = new("alice's", "c1", ["readers", "writers"]);
    static readonly FilterSubject Anonymous = new(null, "c2", []);

    [Theory]
    [InlineData("userId eq 'alice''s'", true)]
    [InlineData("userId ne 'alice''s'", false)]
    [InlineData("userId eq null", false)]
    [InlineData("connectionId in ('c0', 'c1')", true)]
    [InlineData("'readers' in groups", true)]
    [InlineData("'strangers' in groups", false)]
    [InlineData("startswith(userId, 'ali') and endswith(userId, 's')", true)]
    [InlineData("not contains(userId, 'b')", true)]
    [InlineData("length(userId) gt 3 and length(userId) le 7", true)]
    [InlineData("toupper(substring(userId, 5)) eq '''S'", true)]
    [InlineData("indexof(concat(tolower('AB'), trim(' c ')), 'c') eq 2", true)]
    [InlineData("true or false and false", true)]
    [InlineData("(true or false) and false", false)]
    [InlineData("not (userId eq 'bob' or connectionId eq 'c1')", false)]
    public void It_holds_or_not(string filter, bool holds) => Assert.Equal(holds, Filter.Parse(filter).Accepts(Alice));

    [Theory]
    [InlineData("userId eq null", true)]
    [InlineData("userId ne 'alice'", true)]
    [InlineData("startswith(userId, '')", false)]
    [InlineData("length(userId) eq 0", true)]
    [InlineData("userId in ('alice', null)", true)]
    public void Someone_without_a_name_has_a_missing_one(string filter, bool holds) =>
        Assert.Equal(holds, Filter.Parse(filter).Accepts(Anonymous));

    [Theory]
    [InlineData("")]
    [InlineData("userId")]
    [InlineData("userId eq")]
    [InlineData("userId eq 3")]
    [InlineData("userId eq 'a' 'b'")]
    [InlineData("userId eq 'open")]
    [InlineData("length(userId)")]
    [InlineData("not userId")]
    [InlineData("colour eq 'blue'")]
    [InlineData("matches(userId, 'a')")]
    [InlineData("(true")]
    [InlineData("userId ; true")]
    public void What_is_no_condition_is_refused(string filter) => Assert.Throws<FormatException>(() => Filter.Parse(filter));
}
