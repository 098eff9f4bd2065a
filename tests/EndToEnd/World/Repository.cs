using System.Reflection;

namespace Messaging.EndToEnd.World;

/// <summary>Where these tests were built.</summary>
static class Repository
{
    public static string Root { get; } = Path.GetFullPath(Read("RepositoryRoot"));

    public static string RunProgram { get; } = Path.Combine(Root, Read("RunProgram"));

    static string Read(string name) =>
        typeof(Repository).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(metadata => metadata.Key == name).Value!;
}
