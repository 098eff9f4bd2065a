using Messaging.Tables;

namespace Messaging.Conformance.Tables;

static class StandInServer
{
    /// <summary>Lives as long as the test process, which is ended without notice; the next start removes what it leaves in memory.</summary>
    public static async Task<string> StartAsync() => (await TableServer.StartAsync(new() { Port = 0 })).ConnectionString;
}
