using System.Xml.Linq;

namespace Messaging.Unit.House;

/// <summary>The checkout that these tests run in.</summary>
static class Repository
{
    public static string Root { get; } = FindRoot();

    public static string PathOf(string relative) => Path.Combine(Root, relative);

    /// <summary>Project by its folder, <c>functions/Send</c>, and the folders of those that it references.</summary>
    public static IReadOnlyDictionary<string, IReadOnlyList<string>> References { get; } =
        new[] { "clients", "functions", "infra", "tests" }
            .SelectMany(room => Directory.EnumerateFiles(PathOf(room), "*.csproj", SearchOption.AllDirectories))
            .Where(file => !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal))
            .ToDictionary(FolderOf, ReferencesOf);

    static IReadOnlyList<string> ReferencesOf(string project) =>
    [
        .. from reference in XDocument.Load(project).Descendants("ProjectReference")
           // A build-order reference sees no type of the other project.
           where (string?)reference.Attribute("ReferenceOutputAssembly") != "false"
           select FolderOf(Path.GetFullPath(Path.Combine(Path.GetDirectoryName(project)!, (string)reference.Attribute("Include")!))),
    ];

    static string FolderOf(string project) => Path.GetRelativePath(Root, Path.GetDirectoryName(project)!).Replace('\\', '/');

    static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Messaging.Functions.sln")))
            folder = folder.Parent ?? throw new InvalidOperationException("No Messaging.Functions.sln above the tests.");
        return folder.FullName;
    }
}
