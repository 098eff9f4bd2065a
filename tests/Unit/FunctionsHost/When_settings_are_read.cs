using Messaging.FunctionsHost.Invocations;
using Messaging.FunctionsHost.Metadata;

namespace Messaging.Unit.FunctionsHost;

public sealed class When_settings_are_read
{
    static AppSettings Settings(params (string Name, string Value)[] settings) =>
        new(settings.ToDictionary(setting => setting.Name, setting => setting.Value));

    [Fact]
    public void References_are_replaced() =>
        Assert.Equal("a-orders-b", Settings(("QUEUE", "orders")).Expand("a-%QUEUE%-b"));

    [Fact]
    public void A_reference_to_nothing_is_refused_by_name() =>
        Assert.Contains("NOT_THERE", Assert.Throws<InvalidOperationException>(() => Settings().Expand("%NOT_THERE%")).Message);

    [Theory]
    [InlineData("Bus")]
    [InlineData("AzureWebJobsBus")]
    [InlineData("ConnectionStrings__Bus")]
    public void A_connection_is_found_under_each_of_its_names(string setting) =>
        Assert.Equal("Endpoint=x", Settings((setting, "Endpoint=x")).Connection("Bus")!.Value);

    [Fact]
    public void The_prefixed_name_goes_first() =>
        Assert.Equal("1", Settings(("Bus", "2"), ("AzureWebJobsBus", "1")).Connection("Bus")!.Value);

    [Fact]
    public void A_connection_by_identity_is_a_section() =>
        Assert.Equal("bus.example.net", Settings(("Bus__fullyQualifiedNamespace", "bus.example.net")).Connection("Bus")!["fullyQualifiedNamespace"]);

    [Fact]
    public void A_connection_that_is_not_set_is_null() => Assert.Null(Settings().Connection("Bus"));

    [Fact]
    public void Binding_expressions_take_the_triggers_values() =>
        Assert.Equal("u-ann", BindingExpression.Resolve("u-{headers.x-user}", name => name == "headers.x-user" ? "ann" : null));

    [Fact]
    public void A_binding_expression_without_value_is_refused_by_name() =>
        Assert.Contains("{id}", Assert.Throws<InvalidOperationException>(() => BindingExpression.Resolve("{id}", _ => null)).Message);
}
