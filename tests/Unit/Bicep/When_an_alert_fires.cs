using System.Text.RegularExpressions;
using Messaging.Unit.House;

namespace Messaging.Unit.Bicep;

public partial class When_an_alert_fires
{
    [Fact]
    public void The_operator_finds_what_it_means_and_what_to_do_first()
    {
        var alerts = Snapshot.Resources("prod", "Microsoft.Insights/metricAlerts").Concat(Snapshot.Resources("prod", "Microsoft.Insights/scheduledQueryRules"))
            .Select(Snapshot.NameOf).Select(name => Prefix().Replace(name, "")).ToList();
        Assert.NotEmpty(alerts);

        var chapter = File.ReadAllText(Repository.PathOf("docs/operations.md")).Split("## What each alert means")[1];
        var sections = chapter.Split("\n### ")[1..].ToDictionary(it => it.Split('\n')[0]);
        Assert.Equal(alerts.Order(), sections.Keys.Order());
        Assert.All(sections.Values, section => Assert.Contains("*First*:", section));
    }

    [GeneratedRegex("^ar-messaging-[^-]+-[^-]+-[^-]+-")]
    private static partial Regex Prefix();
}
