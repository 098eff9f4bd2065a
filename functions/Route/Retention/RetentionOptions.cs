using System.ComponentModel.DataAnnotations;
using Messaging.Contracts.Client;

namespace Messaging.Route.Retention;

/// <summary>Section <c>Retention</c>: how long content is kept where a tenant or a conversation says so.</summary>
public sealed class RetentionOptions
{
    /// <summary>Hours from the start of one round through all conversations to the next; 0 for never. A round reads through the whole table.</summary>
    [Range(0, 24 * 30)] public double RoundHours { get; set; } = 24;

    /// <summary>Seconds of a round that one run works; the next goes on where it stopped.</summary>
    [Range(1, 270)] public double RunSeconds { get; set; } = 240;

    /// <summary>Days that every tenant's content is kept at most; 0 for ever.</summary>
    [Range(0, 3650)] public int Days { get; set; }

    /// <summary>Days by tenant, instead of <see cref="Days"/>: settings <c>Retention__Tenants__acme</c>.</summary>
    public IDictionary<string, int> Tenants { get; } = new Dictionary<string, int>();

    /// <summary>A tenant's days bound those of its conversations: an owner may keep less, not more. Null for ever.</summary>
    public int? DaysOf(string tenant, ConversationSettings conversation)
    {
        var days = new[] { Tenants.TryGetValue(tenant, out var own) ? own : Days, conversation.RetentionDays ?? 0 }.Where(it => it > 0).ToList();
        return days.Count == 0 ? null : days.Min();
    }
}
