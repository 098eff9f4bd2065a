using Messaging.Plumbing;
using Messaging.Presence;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Messaging.Unit.Presence;

public class When_peers_are_named
{
    static readonly Dictionary<string, string> Good = new()
    {
        ["Auth:Authority"] = "https://issuer.example",
        ["Stamp"] = "s1",
        ["Peers:s2:ServiceBus"] = "Endpoint=sb://bus.example.net;SharedAccessKeyName=name;SharedAccessKey=key",
        ["Peers:s2:Tables"] = "DefaultEndpointsProtocol=https;AccountName=store;AccountKey=a2V5;TableEndpoint=https://store.example.net",
        ["Peers:eu:ServiceBus:fullyQualifiedNamespace"] = "bus.example.net",
        ["Peers:eu:Tables:endpoint"] = "https://store.example.net",
    };

    [Fact]
    public async Task Each_is_a_connection_string_or_an_identity()
    {
        await using var services = Services(Good);
        Assert.Equal(["eu", "s2"], services.GetServices<Peer>().Select(peer => peer.Name).Order());
        Assert.Equal("s1", services.GetRequiredService<IOptions<PeersOptions>>().Value.Stamp);
    }

    [Fact]
    public async Task Nobody_is_one_where_none_is_named()
    {
        await using var services = Services(Good.Where(one => !one.Key.StartsWith("Peers", StringComparison.Ordinal) && one.Key != "Stamp").ToDictionary());
        Assert.Empty(services.GetServices<Peer>());
        Assert.Equal("s0", services.GetRequiredService<IOptions<PeersOptions>>().Value.Stamp);
    }

    [Theory]
    [InlineData("Stamp", "s2", "Peers__s2 is this stamp itself."), InlineData("Stamp", "S 1", "Stamp is 'S 1'")]
    [InlineData("Peers:EU-1:Tables", "x", "Peers__EU-1: a stamp's name"), InlineData("Peers:us:Tables", "x", "Peers__us__ServiceBus is missing.")]
    [InlineData("Peers:us:ServiceBus", "x", "Peers__us__Tables is missing.")]
    public async Task What_is_wrong_stops_the_app_at_its_start_by_name(string setting, string value, string reason)
    {
        await using var services = Services(new(Good) { [setting] = value });
        var refusal = Assert.Throws<OptionsValidationException>(services.GetRequiredService<IStartupValidator>().Validate);
        Assert.Contains(reason, refusal.Message);
    }

    static ServiceProvider Services(Dictionary<string, string> settings)
    {
        var app = FunctionsApplication.CreateBuilder([]);
        app.Configuration.AddInMemoryCollection(settings!);
        app.Services.AddSingleton(TimeProvider.System).AddSingleton<Ids>();
        app.AddAppDefaults();
        app.Services.AddPeers(app.Configuration);
        return app.Services.BuildServiceProvider();
    }
}
