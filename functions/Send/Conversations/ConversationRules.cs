using Messaging.Contracts;
using Messaging.Contracts.Client;

namespace Messaging.Send.Conversations;

static class ConversationRules
{
    const int SecondsPerDay = 86_400, LongestRetentionDays = 3_650;

    public static Fault? Metadata(IReadOnlyDictionary<string, string>? metadata) => metadata is null ? null
        : metadata.Count > Limits.Metadata ? new("metadata", $"It may have at most {Limits.Metadata} entries.")
        : metadata.Select(Entry).FirstOrDefault(fault => fault is not null);

    public static Fault? Settings(ConversationSettings? settings) => settings is null ? null
        : Rules.Within("settings.slowModeSeconds", settings.SlowModeSeconds, 0, SecondsPerDay)
            ?? Rules.Within("settings.retentionDays", settings.RetentionDays, 0, LongestRetentionDays)
            ?? (settings.Join is { } join ? Rules.OneOf("settings.join", join, JoinPolicies.Invited, JoinPolicies.Open) : null);

    static Fault? Entry(KeyValuePair<string, string> entry) =>
        entry.Key is not { Length: > 0 and <= Limits.MetadataKeyCharacters } || entry.Key.Any(char.IsControl)
            ? new("metadata", $"A key has 1 to {Limits.MetadataKeyCharacters} characters, no control characters.")
        : entry.Value is not { Length: <= Limits.MetadataValueCharacters }
            ? new($"metadata.{entry.Key}", $"It may have at most {Limits.MetadataValueCharacters} characters.")
        : null;
}
