using System.ComponentModel.DataAnnotations;

namespace Messaging.Plumbing;

/// <summary>Section <c>Thresholds</c>: members of a conversation above which a feature is off. GET /api/settings tells clients.</summary>
public sealed class ThresholdsOptions
{
    /// <summary>Typing is shown to each viewer. 0 to 1,000, default 100; Azure Communication Services stops at 20.</summary>
    [Range(0, 1000)] public int TypingMembers { get; set; } = 100;

    /// <summary>Members' presence is shown one by one, and watched by who views the conversation. 0 to 200, default 50.</summary>
    [Range(0, 200)] public int PresenceMembers { get; set; } = 50;

    /// <summary>Receipts go out, and are listed by name. 0 to 1,000, default 100.</summary>
    [Range(0, 1000)] public int ReceiptMembers { get; set; } = 100;
}
