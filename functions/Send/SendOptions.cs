using System.ComponentModel.DataAnnotations;
using Messaging.Plumbing;

namespace Messaging.Send;

/// <summary>Section <c>Send</c>.</summary>
public sealed class SendOptions
{
    /// <summary>The home of new groups, first part of their ids. Setting <c>Stamp</c>, shared by all apps.</summary>
    [RegularExpression(StampName.Pattern)] public string Stamp { get; set; } = StampName.Default;

    /// <summary>Queue messages per second and instance below which a command leaves at once. A namespace of Service Bus Standard has
    /// 1,000 credits per second; 50 sent, 50 received and as many for the next hop leave room for several instances.</summary>
    [Range(1, 1000)] public int Budget { get; set; } = 50;

    /// <summary>Milliseconds between two queue messages of a lane above the budget: half of it is the mean wait of a command. With 16 lanes,
    /// 50 ms make 320 queue messages per second at most, some 0.75 credits a chat message at 1,000 per second.</summary>
    [Range(50, 1000)] public int LanePause { get; set; } = 50;

    /// <summary>Commands of one queue message: what Route appends within one delivery at 10 ms a round trip.</summary>
    [Range(1, 1000)] public int CommandsPerMessage { get; set; } = 200;

    /// <summary>Bytes of serialized commands in one queue message. Service Bus Standard takes 256 KB with headers and properties.</summary>
    [Range(100 * 1024, 240 * 1024)] public int BytesPerMessage { get; set; } = 200 * 1024;

    /// <summary>Seconds for which a membership that was seen is believed. Route checks for good, so this only delays an early 403.</summary>
    [Range(1, 30)] public int MembershipSeconds { get; set; } = 30;

    /// <summary>Memberships kept in memory, some 300 bytes each.</summary>
    [Range(0, 1_000_000)] public int Memberships { get; set; } = 100_000;

    /// <summary>Commands per second that one user may send through one instance; each message of a request is one. Limits count per
    /// instance, so n instances together allow up to n times as much.</summary>
    [Range(1, 100_000)] public int UserRate { get; set; } = 100;

    /// <summary>Commands that a user who was quiet may send at once. No less than the 40 messages of one request.</summary>
    [Range(40, 1_000_000)] public int UserBurst { get; set; } = 500;

    /// <summary>Requests with <c>sendAt</c> of one user that wait at the same time, over all instances; one more is refused with 409. Before a refusal they are
    /// counted row by row.</summary>
    [Range(1, 10_000)] public int ScheduledSends { get; set; } = 1_000;

    /// <summary>Commands per second that one tenant's users together may send through one instance.</summary>
    [Range(1, 1_000_000)] public int TenantRate { get; set; } = 5_000;

    /// <summary>Commands that a tenant that was quiet may send at once.</summary>
    [Range(40, 10_000_000)] public int TenantBurst { get; set; } = 10_000;
}
