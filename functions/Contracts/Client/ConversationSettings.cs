namespace Messaging.Contracts.Client;

/// <summary>What an owner sets. In a change, what is absent stays.</summary>
public sealed record ConversationSettings
{
    /// <summary>Seconds between two messages of one member below moderator; 0 to 86,400, default 0.</summary>
    public int? SlowModeSeconds { get; init; }

    /// <summary>One of <see cref="JoinPolicies"/>, default <c>invited</c>.</summary>
    public string? Join { get; init; }

    /// <summary>Whether earlier texts of edited messages stay in the log; default false.</summary>
    public bool? KeepEdits { get; init; }

    /// <summary>Days after which content goes away; 1 to 3,650, 0 for never (default).</summary>
    public int? RetentionDays { get; init; }

    public ConversationSettings With(ConversationSettings? change) => change is null ? this : new()
    {
        SlowModeSeconds = change.SlowModeSeconds ?? SlowModeSeconds,
        Join = change.Join ?? Join,
        KeepEdits = change.KeepEdits ?? KeepEdits,
        RetentionDays = change.RetentionDays ?? RetentionDays,
    };
}

public static class JoinPolicies
{
    /// <summary>Only who was invited joins by oneself.</summary>
    public const string Invited = "invited";

    /// <summary>Everyone of the tenant may join.</summary>
    public const string Open = "open";
}
