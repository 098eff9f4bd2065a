using System.Text.Json;
using System.Text.RegularExpressions;
using Messaging.FunctionsHost.Metadata;
using Messaging.FunctionsHost.Protocol;
using Messaging.Unit.House;

namespace Messaging.Unit.FunctionsHost;

public sealed partial class When_the_list_of_operations_is_read
{
    static readonly string Readme = File.ReadAllText(Repository.PathOf("infra/FunctionsHost/README.md"));

    [Theory]
    [InlineData(typeof(HttpOptions))]
    [InlineData(typeof(ServiceBusOptions))]
    public void Every_option_of_host_json_is_in_it(Type options) => Assert.All(
        options.GetProperties(), option => Assert.Contains($"`{JsonNamingPolicy.CamelCase.ConvertName(option.Name)}`", Readme, StringComparison.Ordinal));

    [Fact]
    public void Every_settlement_call_is_in_it() => Assert.All(
        Settlement.Descriptor.Methods, method => Assert.Contains($"`{method.Name}`", Readme, StringComparison.Ordinal));

    [Fact]
    public void Every_trigger_and_binding_type_is_in_it()
    {
        var types = new[] { "Triggers.cs", "Bindings.cs" }
            .SelectMany(file => Arm().Matches(File.ReadAllText(Repository.PathOf($"infra/FunctionsHost/{file}"))))
            .Select(arm => arm.Groups[1].Value).Except(["http"]).ToList();

        Assert.Contains("servicebustrigger", types);
        Assert.All([.. types, "httptrigger", "signalrtrigger"], type => Assert.Contains($"`{type}`", Readme, StringComparison.OrdinalIgnoreCase));
    }

    [GeneratedRegex("^ +\"([a-z]+)\" => ", RegexOptions.Multiline)]
    private static partial Regex Arm();
}
