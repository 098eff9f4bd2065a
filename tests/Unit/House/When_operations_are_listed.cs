using System.Text;
using System.Text.RegularExpressions;

namespace Messaging.Unit.House;

/// <summary>
/// Each room of the local world lists what it does in its README; infra/README.md holds all of it, one table for each service.
/// With <c>REWRITE_OPERATIONS=1</c> this test writes them there.
/// </summary>
public sealed partial class When_operations_are_listed
{
    const string Begin = "<!-- from the rooms' lists: REWRITE_OPERATIONS=1 dotnet test tests/Unit --filter When_operations_are_listed -->\n";

    static readonly string[] Rooms = ["FunctionsHost", "ServiceBus", "SignalR", "Tables", "Identity"];

    [Fact]
    public void Each_is_done_refused_or_different() => Assert.All(Rooms, room =>
    {
        Assert.NotEmpty(Operations(room));
        Assert.All(Operations(room), operation => Assert.Matches(State(), operation.State));
    });

    [Fact]
    public void The_local_world_s_list_holds_every_room_s()
    {
        var file = Repository.PathOf("infra/README.md");
        var text = File.ReadAllText(file);
        var written = text[..(text.IndexOf(Begin, StringComparison.Ordinal) + Begin.Length)] + Tables();
        if (Environment.GetEnvironmentVariable("REWRITE_OPERATIONS") == "1")
            File.WriteAllText(file, text = written);

        Assert.Equal(written, text);
    }

    static string Tables()
    {
        var tables = new StringBuilder();
        foreach (var room in Rooms)
        {
            tables.Append($"\n### {room}\n\n| operation | state | note |\n|---|---|---|\n");
            foreach (var (operation, state) in Operations(room))
                tables.Append($"| {operation} | {State().Replace(state, "$1 | $2")} |\n");
        }

        return tables.ToString();
    }

    /// <summary>The rows of every table of which the last column is the state.</summary>
    static IEnumerable<(string Name, string State)> Operations(string room)
    {
        var listed = false;
        foreach (var line in File.ReadLines(Repository.PathOf($"infra/{room}/README.md")))
        {
            var cells = line.Split('|', StringSplitOptions.TrimEntries);
            listed = cells is [_, _, "state", _] || (listed && cells.Length == 4);
            if (listed && cells[2] != "state" && !cells[2].StartsWith("---", StringComparison.Ordinal))
                yield return (cells[1], cells[2]);
        }
    }

    [GeneratedRegex("^(done|refused|different)(?:[,;:]? (.+))?$")]
    private static partial Regex State();
}
