using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization;
using Messaging.Contracts;

namespace Messaging.Unit.Contracts;

/// <summary>
/// The golden files are approved: other programs read what they show. A difference is either a mistake or a new version with a new file;
/// the old file stays and must still be read.
/// </summary>
public sealed class When_a_contract_is_written
{
    public static TheoryData<Type> Records => [.. SampleFacts.All.Select(fact => fact.GetType())];

    [Theory, MemberData(nameof(Records))]
    public void Its_JSON_is_the_golden_file_byte_for_byte(Type record)
    {
        var json = JsonSerializer.SerializeToUtf8Bytes(SampleFacts.Of(record), record, ContractsJson.Wire);

        Assert.Equal(File.ReadAllText(Golden(record)), System.Text.Encoding.UTF8.GetString(json));
        Assert.Equal(File.ReadAllBytes(Golden(record)), json);
    }

    [Theory, MemberData(nameof(Records))]
    public void The_golden_file_is_read_into_the_same_record(Type record)
    {
        var read = JsonSerializer.Deserialize(File.ReadAllBytes(Golden(record)), record, ContractsJson.Wire);

        Assert.Equivalent(SampleFacts.Of(record), read, strict: true);
    }

    [Theory, MemberData(nameof(Records))]
    public void Members_that_are_not_known_yet_are_ignored(Type record)
    {
        var newer = File.ReadAllText(Golden(record)).Insert(1, "\"fromTheFuture\":{\"a\":[1]},");

        Assert.Equivalent(SampleFacts.Of(record), JsonSerializer.Deserialize(newer, record, ContractsJson.Wire), strict: true);
    }

    [Fact]
    public void Every_contract_has_a_golden_file_and_every_file_a_contract()
    {
        var contracts = typeof(ContractsJson).GetCustomAttributesData().Where(attribute => attribute.AttributeType == typeof(JsonSerializableAttribute))
            .Select(attribute => (Type)attribute.ConstructorArguments[0].Value!).ToList();

        Assert.Equal(contracts.Select(record => record.Name).Order(), SampleFacts.All.Select(fact => fact.GetType().Name).Order());
        Assert.Equal(contracts.Select(Golden).Order(), Directory.GetFiles(Folder(), "*.v1.json").Order());
    }

    [Fact]
    public void Every_queue_record_has_a_wire_name() =>
        Assert.Equal(
            typeof(FactTypes).GetFields(BindingFlags.Public | BindingFlags.Static).Select(name => (string)name.GetRawConstantValue()!).Order(),
            FactTypes.All.Where(type => KebabCase(type.Value) == type.Key).Select(type => type.Key).Order());

    static string Golden(Type record) => Path.Combine(Folder(), $"{KebabCase(record)}.v1.json");

    static string KebabCase(Type record) => JsonNamingPolicy.KebabCaseLower.ConvertName(record.Name);

    static string Folder([CallerFilePath] string here = "") => Path.Combine(Path.GetDirectoryName(here)!, "Golden");
}
