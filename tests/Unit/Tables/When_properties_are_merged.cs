using System.Text;
using Messaging.Tables.Storage;

namespace Messaging.Unit.Tables;

public sealed class When_properties_are_merged
{
    static string Merge(string stored, string changes) =>
        Encoding.UTF8.GetString(PropertyBag.Merge(Encoding.UTF8.GetBytes(stored), Encoding.UTF8.GetBytes(changes)));

    [Theory]
    [InlineData("{}", "{}", "{}")]
    [InlineData("{}", """{"A":1}""", """{"A":1}""")]
    [InlineData("""{"A":1}""", "{}", """{"A":1}""")]
    [InlineData("""{"A":1,"B":"b"}""", """{"A":2}""", """{"B":"b","A":2}""")]
    [InlineData("""{"A@odata.type":"Edm.Int64","A":"1","B":"b"}""", """{"A":"text"}""", """{"B":"b","A":"text"}""")]
    [InlineData("""{"A":1}""", """{"A@odata.type":"Edm.Guid","A":"11111111-2222-3333-4444-555555555555"}""",
        """{"A@odata.type":"Edm.Guid","A":"11111111-2222-3333-4444-555555555555"}""")]
    public void The_new_goes_over_the_old(string stored, string changes, string merged) => Assert.Equal(merged, Merge(stored, changes));

    [Fact]
    public void A_name_inside_a_text_is_not_taken_for_a_property()
    {
        var bag = Encoding.UTF8.GetBytes("""{"A":"\"B\":1,\\\"B\":2","B":3}""");

        Assert.Equal("3", Encoding.UTF8.GetString(PropertyBag.Find(bag, new("B")).Token));
    }
}
