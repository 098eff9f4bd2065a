using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Messaging.Unit.House;

/// <summary>The switch -p:OfficialExtensions=true must swap the two packages in, and nothing else.</summary>
public class When_function_code_names_its_bindings
{
    static readonly XDocument Targets = XDocument.Load(Repository.PathOf("functions/Directory.Build.targets"));

    [Fact]
    public void The_official_build_references_exactly_the_two_packages() => Assert.Equal(
        ["Microsoft.Azure.Functions.Worker.Extensions.ServiceBus", "Microsoft.Azure.Functions.Worker.Extensions.SignalRService"],
        Included("PackageReference", "'$(OfficialExtensions)' == 'true'"));

    [Fact]
    public void The_official_build_references_nothing_of_the_local_world() =>
        Assert.Empty(Included("ProjectReference", "'$(OfficialExtensions)' == 'true'"));

    [Fact]
    public void The_local_build_has_one_stand_in_for_both() =>
        Assert.Single(Included("ProjectReference", "'$(OfficialExtensions)' != 'true'"));

    [Fact]
    public void No_function_names_a_room_of_the_local_world()
    {
        var rooms = new Regex(@"Messaging\.(Run|FunctionsHost|ServiceBus|SignalR|Tables|Identity|WorkerExtensions)\b", RegexOptions.Compiled);
        var files = Directory.EnumerateFiles(Repository.PathOf("functions"), "*.cs", SearchOption.AllDirectories).Where(IsSource).ToList();
        Assert.NotEmpty(files);
        // Azure.Messaging.ServiceBus is the SDK; only a name that begins with Messaging is ours.
        Assert.All(files, file => Assert.DoesNotMatch(@"(?<!Azure\.)" + rooms, File.ReadAllText(file)));
    }

    static IEnumerable<string?> Included(string element, string condition) =>
        Targets.Descendants("ItemGroup").Where(group => ((string?)group.Attribute("Condition"))?.Contains(condition, StringComparison.Ordinal) == true)
            .Elements(element).Select(it => (string?)it.Attribute("Include"));

    static bool IsSource(string file) => !file.Replace('\\', '/').Contains("/obj/", StringComparison.Ordinal);
}
