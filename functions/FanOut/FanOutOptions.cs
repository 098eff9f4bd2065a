using System.ComponentModel.DataAnnotations;

namespace Messaging.FanOut;

/// <summary>Section <c>FanOut</c>.</summary>
public sealed class FanOutOptions
{
    /// <summary>Conversations sent to SignalR at the same time by one instance.</summary>
    [Range(1, 256)] public int Parallel { get; set; } = 32;

    /// <summary>Bytes of entries in one SignalR message, as JSON. SignalR takes 1 MB by REST, and bills each started 2 KB.</summary>
    [Range(100 * 1024, 900 * 1024)] public int BytesPerSend { get; set; } = 256 * 1024;

    /// <summary>Seconds between two hints for one conversation. A catch-up reads hints from 60 s before its token on: half of that is safe.</summary>
    [Range(1, 50)] public int HintSeconds { get; set; } = 30;

    /// <summary>Conversations whose last hint is remembered, some 200 bytes each.</summary>
    [Range(0, 1_000_000)] public int HintsRemembered { get; set; } = 100_000;

    /// <summary>Members above which a conversation gets no hints: one costs a row per member. A catch-up reads it from the member's list.</summary>
    [Range(0, 10_000)] public int HintMembers { get; set; } = 250;

    /// <summary>Users in one queue message of hints: they are written one by one, within Sync's budget for a batch.</summary>
    [Range(1, 2000)] public int UsersPerHint { get; set; } = 500;

    /// <summary>Bytes of hints in one queue message; Service Bus Standard takes 256 KB.</summary>
    [Range(4 * 1024, 200 * 1024)] public int BytesPerHint { get; set; } = 100 * 1024;

    /// <summary>Whether entries go to topic <c>events</c>: a queue message per conversation and kind, so only where somebody subscribes.</summary>
    public bool Events { get; set; }

    /// <summary>Seconds for a portion of a batch, some 1,000 conversations: what is slower has failed, and is tried again later. After twice that
    /// no portion is begun any more. Batch locks last 5 minutes and are not renewed.</summary>
    [Range(1, 60)] public int PortionSeconds { get; set; } = 20;
}
