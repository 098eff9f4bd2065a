using Messaging.ServiceBus.Filters;

namespace Messaging.Unit.ServiceBus;

public sealed class When_a_filter_is_evaluated
{
    [Theory]
    [InlineData("1=1", true)]
    [InlineData("1=0", false)]
    [InlineData("n = 5", true)]
    [InlineData("n > 4 AND n <= 5", true)]
    [InlineData("n <> 5 OR color = 'blue'", true)]
    [InlineData("NOT (color = 'red')", true)]
    [InlineData("color = 'Blue'", false)]
    [InlineData("COLOR = 'blue'", true)]
    [InlineData("user.color LIKE 'b%'", true)]
    [InlineData("color LIKE '_lue'", true)]
    [InlineData("color NOT LIKE '%x%'", true)]
    [InlineData("note LIKE '50!% off' ESCAPE '!'", true)]
    [InlineData("color IN ('red', 'blue')", true)]
    [InlineData("n NOT IN (1, 2)", true)]
    [InlineData("missing IS NULL AND color IS NOT NULL", true)]
    [InlineData("missing = 1", false)]
    [InlineData("NOT (missing = 1)", false)]
    [InlineData("missing = 1 OR n = 5", true)]
    [InlineData("EXISTS(color) AND NOT EXISTS(missing)", true)]
    [InlineData("sys.Label = 'greeting' AND sys.MessageId = 'm1'", true)]
    [InlineData("n * 2 + 1 = 11", true)]
    [InlineData("price > 9.5 AND -price < 0", true)]
    [InlineData("flag = TRUE", true)]
    [InlineData("[odd name] = 'it''s'", true)]
    [InlineData("\"odd name\" = 'it''s'", true)]
    [InlineData("color = 5", false)]
    public void It_matches_as_SQL_does(string expression, bool expected)
    {
        var message = Some.Message(id: "m1", properties:
            [("n", 5), ("color", "blue"), ("price", 9.75), ("flag", true), ("odd name", "it's"), ("note", "50% off")]);
        message.Properties!.Subject = "greeting";
        Assert.Equal(expected, SqlFilter.Parse(expression)(message));
    }

    [Theory]
    [InlineData("")]
    [InlineData("n = ")]
    [InlineData("n = 5 n")]
    [InlineData("sys.Nothing = 1")]
    [InlineData("other.n = 1")]
    [InlineData("color = 'open")]
    [InlineData("n = @parameter")]
    public void One_that_is_not_valid_is_refused(string expression) => Assert.Throws<FormatException>(() => SqlFilter.Parse(expression));
}
