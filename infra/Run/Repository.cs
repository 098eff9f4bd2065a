using System.Reflection;

namespace Messaging.Run;

/// <summary>Where this program was built, which is where the apps lie too.</summary>
static class Repository
{
    public static string Root { get; } = Path.GetFullPath(Read("RepositoryRoot"));

    /// <summary>The build output of an app: the same configuration and framework as this program's.</summary>
    public static string OutputOf(string app) => Path.Combine(Root, "functions", app, Read("OutputPath"));

    static string Read(string name) =>
        typeof(Repository).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(metadata => metadata.Key == name).Value!;
}
