using System.Text;
using Messaging.Tables;
using Messaging.Tables.Http;

namespace Messaging.Unit.Tables;

public sealed class When_an_entity_is_parsed
{
    static EntityJson Parse(string json) => EntityJson.Parse(Encoding.UTF8.GetBytes(json));

    [Theory]
    [InlineData("\"A\":\"x\"", "\"A\":\"x\"")]
    [InlineData("\"A@odata.type\":\"Edm.String\",\"A\":\"x\"", "\"A\":\"x\"")]
    [InlineData("\"A\":2", "\"A\":2")]
    [InlineData("\"A\":2.0", "\"A\":2.0")]
    [InlineData("\"A\":5000000000", "\"A\":5000000000.0")]
    [InlineData("\"A\":2,\"A@odata.type\":\"Edm.Double\"", "\"A\":2.0")]
    [InlineData("\"A\":\"7\",\"A@odata.type\":\"Edm.Double\"", "\"A\":7.0")]
    [InlineData("\"A\":\"NaN\",\"A@odata.type\":\"Edm.Double\"", "\"A@odata.type\":\"Edm.Double\",\"A\":\"NaN\"")]
    [InlineData("\"A\":\"5\",\"A@odata.type\":\"Edm.Int32\"", "\"A\":5")]
    [InlineData("\"A\":\"true\",\"A@odata.type\":\"Edm.Boolean\"", "\"A\":true")]
    [InlineData("\"A\":5,\"A@odata.type\":\"Edm.Int64\"", "\"A@odata.type\":\"Edm.Int64\",\"A\":\"5\"")]
    [InlineData("\"A\":\"2024-02-29T13:00:00.1200000+01:00\",\"A@odata.type\":\"Edm.DateTime\"",
        "\"A@odata.type\":\"Edm.DateTime\",\"A\":\"2024-02-29T12:00:00.12Z\"")]
    [InlineData("\"A\":\"0AC3F2E1-0000-4000-8000-00000000ABCD\",\"A@odata.type\":\"Edm.Guid\"",
        "\"A@odata.type\":\"Edm.Guid\",\"A\":\"0ac3f2e1-0000-4000-8000-00000000abcd\"")]
    [InlineData("\"A\":null,\"B\":1", "\"B\":1")]
    [InlineData("\"Timestamp\":\"2024-02-29T12:00:00Z\",\"odata.etag\":\"x\",\"B\":1", "\"B\":1")]
    public void Each_type_has_one_form_however_it_was_written(string sent, string stored) =>
        Assert.Equal($"{{{stored}}}", Encoding.UTF8.GetString(Parse($"{{\"PartitionKey\":\"p\",\"RowKey\":\"r\",{sent}}}").Properties));

    [Theory]
    [InlineData("not json", "InvalidInput")]
    [InlineData("[]", "InvalidInput")]
    [InlineData("{\"PartitionKey\":1}", "InvalidInput")]
    [InlineData("{\"A\":{}}", "InvalidValueType")]
    [InlineData("{\"A\":1,\"A\":2}", "DuplicatePropertiesSpecified")]
    [InlineData("{\"A\":\"x\",\"A@odata.type\":\"Edm.Int64\"}", "InvalidValueType")]
    [InlineData("{\"A\":\"x\",\"A@odata.type\":\"Edm.Unknown\"}", "InvalidValueType")]
    [InlineData("{\"A\":\"%\",\"A@odata.type\":\"Edm.Binary\"}", "InvalidValueType")]
    [InlineData("{\"A\":\"1600-12-31T00:00:00Z\",\"A@odata.type\":\"Edm.DateTime\"}", "OutOfRangeInput")]
    [InlineData("{\"A b\":1}", "PropertyNameInvalid")]
    public void What_it_may_not_hold_is_refused(string json, string code) =>
        Assert.Equal(code, Assert.Throws<RequestRefused>(() => Parse(json)).Error.Code);

    [Fact]
    public void An_insert_needs_both_keys()
    {
        var insert = new EntityCommand("POST", RequestTarget.Parse("/account/table"), null, Encoding.UTF8.GetBytes("{\"PartitionKey\":\"p\"}"));

        Assert.Equal("PropertiesNeedValue", Assert.Throws<RequestRefused>(insert.ToWrite).Error.Code);
    }
}
