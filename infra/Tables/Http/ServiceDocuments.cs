using System.Text;

namespace Messaging.Tables.Http;

/// <summary>Settings of the service and of tables: what can be read is the state of a new account, nothing can be set.</summary>
static class ServiceDocuments
{
    const string Xml = "application/xml";

    const string Properties = """
        <?xml version="1.0" encoding="utf-8"?><StorageServiceProperties>
        <Logging><Version>1.0</Version><Read>false</Read><Write>false</Write><Delete>false</Delete>
        <RetentionPolicy><Enabled>false</Enabled></RetentionPolicy></Logging>
        <HourMetrics><Version>1.0</Version><Enabled>false</Enabled>
        <RetentionPolicy><Enabled>false</Enabled></RetentionPolicy></HourMetrics>
        <MinuteMetrics><Version>1.0</Version><Enabled>false</Enabled>
        <RetentionPolicy><Enabled>false</Enabled></RetentionPolicy></MinuteMetrics>
        <Cors /></StorageServiceProperties>
        """;

    const string Statistics = """
        <?xml version="1.0" encoding="utf-8"?><StorageServiceStats><GeoReplication><Status>unavailable</Status><LastSyncTime />
        </GeoReplication></StorageServiceStats>
        """;

    const string Policies = """<?xml version="1.0" encoding="utf-8"?><SignedIdentifiers />""";

    public static Task AnswerServiceAsync(Exchange exchange, string? component) => (exchange.Method, component) switch
    {
        ("GET", "properties") => exchange.AnswerAsync(200, Xml, Encoding.UTF8.GetBytes(Properties)),
        ("GET", "stats") => exchange.AnswerAsync(200, Xml, Encoding.UTF8.GetBytes(Statistics)),
        (_, "properties") => exchange.RefuseAsync(TableError.NotImplemented("Setting service properties, CORS among them,")),
        _ => exchange.RefuseAsync(TableError.InvalidInput("Bad Request - Error in query syntax.")),
    };

    public static Task AnswerTableAsync(Exchange exchange, string component) => (exchange.Method, component) switch
    {
        ("GET", "acl") => exchange.AnswerAsync(200, Xml, Encoding.UTF8.GetBytes(Policies)),
        (_, "acl") => exchange.RefuseAsync(TableError.NotImplemented("Setting access policies")),
        _ => exchange.RefuseAsync(TableError.InvalidInput("Bad Request - Error in query syntax.")),
    };
}
