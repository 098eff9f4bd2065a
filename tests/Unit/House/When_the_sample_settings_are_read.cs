using System.Reflection;
using System.Text.Json;
using Messaging.FanOut;
using Messaging.Plumbing.Auth;
using Messaging.Presence;
using Messaging.Route;
using Messaging.Send;
using Messaging.Sync;

namespace Messaging.Unit.House;

/// <summary>local.settings.sample.json names every setting that an app reads, with the default that the code has.</summary>
public class When_the_sample_settings_are_read
{
    /// <summary>Set by the environment, not by a default.</summary>
    static readonly string[] Deployment = ["Auth__Authority", "Upstream__Authority", "Upstream__Audience", "Upstream__Identity", "Send__Stamp", "Peers__Stamp"];

    /// <summary>Read by the Azure clients and the host for each of the four connections, as an endpoint and an identity.</summary>
    static readonly string[] Connections =
    [
        "AzureWebJobsStorage__accountName", "ServiceBus__fullyQualifiedNamespace", "Tables__endpoint", "SignalR__serviceUri",
        .. from connection in (string[])["AzureWebJobsStorage", "ServiceBus", "Tables", "SignalR"]
           from part in (string[])["credential", "clientId"]
           select $"{connection}__{part}",
    ];

    /// <summary>Read by the host and by AppDefaults, or by the exporter of Application Insights.</summary>
    static readonly string[] Platform =
        ["APPLICATIONINSIGHTS_CONNECTION_STRING", "APPLICATIONINSIGHTS_AUTHENTICATION_STRING", "OTEL_TRACES_SAMPLER", "OTEL_TRACES_SAMPLER_ARG"];

    /// <summary>Read by Presence for each other stamp.</summary>
    static readonly string[] Peers =
    [
        .. from peer in (string[])["s0", "s1", "us"]
           from part in (string[])["ServiceBus__fullyQualifiedNamespace", "ServiceBus__credential", "ServiceBus__clientId", "Tables__endpoint", "Tables__credential", "Tables__clientId"]
           select $"Peers__{peer}__{part}",
    ];

    static readonly Dictionary<string, string> Sample = Read();

    [Fact]
    public void Every_option_is_there_with_its_default() =>
        Assert.All(Options().Where(it => !Deployment.Contains(it.Name)), it => Assert.Equal((it.Name, it.Default), (it.Name, Sample.GetValueOrDefault(it.Name))));

    [Fact]
    public void Nothing_else_is_there()
    {
        var known = Options().Select(it => it.Name).Concat(Snapshot().Select(name => name.Split("__")[0])).Concat(Snapshot());
        Assert.All(Sample.Keys.Where(name => name != "FUNCTIONS_WORKER_RUNTIME"), name => Assert.Contains(name, known));
    }

    [Theory]
    [InlineData("dev")]
    [InlineData("prod-regions")]
    public void What_the_cloud_sets_is_read(string environment)
    {
        var read = Connections.Concat(Platform).Concat(Peers).Concat(Options().Select(it => it.Name)).Append("Stamp").ToHashSet();
        Assert.All(Bicep.Snapshot.AppSettings(environment), app => Assert.All(app.Value.EnumerateObject(), setting =>
            Assert.True(read.Contains(setting.Name) || IsHostSetting(setting.Name), $"Nobody reads {setting.Name} of {app.Key}.")));
    }

    [Theory]
    [InlineData("dev")]
    [InlineData("prod-regions")]
    public void What_has_no_default_is_set_in_the_cloud(string environment)
    {
        var apps = Bicep.Snapshot.AppSettings(environment);
        Assert.All(apps.Values, app => Assert.All([.. Connections, .. Platform, "Auth__Authority", "Auth__Audience"], name => Assert.True(app.TryGetProperty(name, out _), name)));
        Assert.True(apps["send"].TryGetProperty("Stamp", out _));
        Assert.All(["Upstream__Authority", "Upstream__Audience", "Upstream__Identity"], name => Assert.True(apps["presence"].TryGetProperty(name, out _), name));
    }

    [Fact]
    public void Presence_of_each_stamp_and_no_other_app_is_told_of_the_others() => Assert.All(
        Bicep.Snapshot.Resources("prod-regions", "Microsoft.Web/sites/config").Select(app => app.GetProperty("properties")), app => Assert.Equal(
            app.TryGetProperty("Upstream__Identity", out _) ? Peers.Where(name => name.Split("__")[1] != app.GetProperty("Stamp").GetString()).Order() : [],
            app.EnumerateObject().Select(setting => setting.Name).Where(name => name.StartsWith("Peers__", StringComparison.Ordinal)).Order()));

    /// <summary>A setting of the host is a path into host.json.</summary>
    static bool IsHostSetting(string name)
    {
        if (!name.StartsWith("AzureFunctionsJobHost__", StringComparison.Ordinal)) return false;
        using var host = JsonDocument.Parse(File.ReadAllText(Repository.PathOf("host.json")));
        var at = host.RootElement;
        return name.Split("__")[1..].All(part => at.TryGetProperty(part, out at));
    }

    static IEnumerable<string> Snapshot() => Bicep.Snapshot.AppSettings("dev").Values.SelectMany(it => it.EnumerateObject()).Select(it => it.Name).Distinct();

    static IEnumerable<(string Name, string? Default)> Options() =>
        from assembly in (Assembly[])[typeof(AuthOptions).Assembly, typeof(SendOptions).Assembly, typeof(RouteOptions).Assembly,
            typeof(FanOutOptions).Assembly, typeof(PresenceOptions).Assembly, typeof(SyncOptions).Assembly]
        from type in assembly.GetTypes()
        where type.Name.EndsWith("Options", StringComparison.Ordinal) && type.GetConstructor([]) is not null && type.Name != "DrillOptions"
        from option in Flatten(type.Name[..^"Options".Length], Activator.CreateInstance(type)!)
        select option;

    static IEnumerable<(string Name, string? Default)> Flatten(string section, object options) => options.GetType().GetProperties().Where(IsOneValue).SelectMany(property =>
        property.GetValue(options) is { } value && property.PropertyType.Name.EndsWith("Options", StringComparison.Ordinal)
            ? Flatten($"{section}__{property.Name}", value)
            : [($"{section}__{property.Name}", FormattableString.Invariant($"{property.GetValue(options)}"))]);

    /// <summary>A list has no default to show; the file explains it in a comment.</summary>
    static bool IsOneValue(PropertyInfo property) => property.PropertyType == typeof(string) || !property.PropertyType.IsAssignableTo(typeof(System.Collections.IEnumerable));

    static Dictionary<string, string> Read()
    {
        using var file = JsonDocument.Parse(File.ReadAllText(Repository.PathOf("local.settings.sample.json")), new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip });
        return file.RootElement.GetProperty("Values").EnumerateObject().ToDictionary(it => it.Name, it => it.Value.GetString()!);
    }
}
