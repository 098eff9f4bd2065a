using System.Globalization;
using System.IO.Hashing;
using System.Text;

namespace Messaging.Plumbing.Queueing;

/// <summary>A lane is the session of queue <c>route</c>: few and fixed, so that Route holds each of them. Changing their number means draining the queue first.</summary>
public static class Lanes
{
    public const int Default = 16;

    public static string Of(string tenant, string conversationId, int lanes = Default)
    {
        var hash = XxHash64.HashToUInt64(Encoding.UTF8.GetBytes($"{tenant}|{conversationId}"));
        return ((int)(hash % (uint)lanes)).ToString(CultureInfo.InvariantCulture);
    }
}
