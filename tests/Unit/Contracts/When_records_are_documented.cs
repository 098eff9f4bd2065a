using System.Text.Json.Serialization.Metadata;
using Messaging.Contracts;
using Messaging.Contracts.Client;
using Messaging.Contracts.Queue;
using YamlDotNet.RepresentationModel;

namespace Messaging.Unit.Contracts;

public sealed class When_records_are_documented
{
    static readonly IReadOnlyDictionary<string, YamlNode> Schemas = ApiDocument.Open("openapi.yaml").Under("components", "schemas")
        .Concat(ApiDocument.Open("asyncapi.yaml").Under("components", "schemas")).ToDictionary();

    /// <summary>Everything in the two folders but the classes of constants, which are static.</summary>
    static IEnumerable<Type> All => typeof(ContractsJson).Assembly.GetExportedTypes()
        .Where(type => type.Namespace is "Messaging.Contracts.Client" or "Messaging.Contracts.Queue" && !type.IsAbstract);

    public static TheoryData<Type> Records => [.. All];

    [Fact]
    public void Every_record_has_a_schema_and_every_schema_a_record() =>
        Assert.Equal(All.Select(record => record.Name).Order(), Schemas.Keys.Order());

    [Theory, MemberData(nameof(Records))]
    public void Its_members_and_their_types_are_those_of_the_schema(Type record) => Assert.Equal(
        Members(record).Select(member => $"{member.Name}: {TypeOf(member.PropertyType)}").Order(),
        ApiDocument.Children(Schemas[record.Name]["properties"]).Select(member => $"{member.Key}: {ApiDocument.TypeOf(member.Value)}").Order());

    [Theory, MemberData(nameof(Records))]
    public void What_it_requires_is_what_the_schema_requires(Type record) => Assert.Equal(
        Members(record).Where(IsRequired).Select(member => member.Name).Order(),
        ApiDocument.Children(Schemas[record.Name]).TryGetValue("required", out var required)
            ? ((YamlSequenceNode)required).Select(ApiDocument.Text).Order() : []);

    [Fact]
    public void Every_queue_and_the_topic_is_a_channel_with_the_facts_that_travel_on_it()
    {
        var channels = ApiDocument.Open("asyncapi.yaml").Under("channels");
        var queues = channels.Where(channel => channel.Key != "hub").Select(channel => channel.Value).ToList();
        Assert.Equal(Queues.InPathOrder.Append(Queues.Notify).Append(Topics.Events).Order(), queues.Select(queue => ApiDocument.Text(queue["address"])).Order());

        var facts = queues.SelectMany(queue => ApiDocument.Children(queue["messages"]).Keys).Distinct();
        Assert.Equal(FactTypes.All.Keys.Order(), facts.Order());
    }

    [Fact]
    public void Every_client_method_of_the_hub_is_a_message_of_its_channel()
    {
        var methods = typeof(Hub).GetFields().Where(field => field.Name != nameof(Hub.Name)).Select(field => (string)field.GetRawConstantValue()!);
        Assert.Equal(methods.Order(), ApiDocument.Open("asyncapi.yaml").Under("channels", "hub", "messages").Keys.Order());
    }

    [Fact]
    public void Every_message_carries_the_record_of_its_name()
    {
        foreach (var (name, message) in ApiDocument.Open("asyncapi.yaml").Under("components", "messages"))
        {
            var record = FactTypes.All.GetValueOrDefault(name)?.Name ?? $"{name}Event";
            Assert.Equal(record, ApiDocument.LastPart(message["payload"]["$ref"]), ignoreCase: true);
        }
    }

    static IEnumerable<JsonPropertyInfo> Members(Type record) => ContractsJson.Wire.GetTypeInfo(record)!.Properties;

    static bool IsRequired(JsonPropertyInfo member) => member.IsRequired || member.AssociatedParameter is { HasDefaultValue: false, IsMemberInitializer: false };

    static string TypeOf(Type type) => Nullable.GetUnderlyingType(type) is { } value ? TypeOf(value)
        : type == typeof(IReadOnlyDictionary<string, string>) ? "{string}"
        : type.IsGenericType ? $"[{TypeOf(type.GetGenericArguments()[0])}]"
        : type == typeof(string) ? "string"
        : type == typeof(bool) ? "boolean"
        : type == typeof(int) ? "integer:int32"
        : type == typeof(long) ? "integer:int64"
        : type == typeof(DateTimeOffset) ? "string:date-time"
        : type.Name;
}
