using System.ComponentModel.DataAnnotations;

namespace Messaging.Sync;

/// <summary>Section <c>Sync</c>.</summary>
public sealed class SyncOptions
{
    /// <summary>Conversations in one list or one answer, those touched last first. 1 to 1,000, default 200.</summary>
    [Range(1, 1000)]
    public int Conversations { get; set; } = 200;

    /// <summary>A conversation with more members is looked at in every catch-up, whether there is a hint or not: FanOut sends none above 250
    /// (its <c>HintMembers</c>), and one command may add 96 to what the last catch-up saw. 0 to 10,000, default 150.</summary>
    [Range(0, 10_000)]
    public int LargeMembers { get; set; } = 150;

    /// <summary>Members up to which receipts are counted: a row is read for each, at most every 10 s. 0 to 10,000, default 1,000.</summary>
    [Range(0, 10_000)]
    public int CountedMembers { get; set; } = 1_000;

    /// <summary>Exports and audits that a user may start at once. 1 to 100, default 10.</summary>
    [Range(1, 100)]
    public int ExportBurst { get; set; } = 10;

    /// <summary>After these, one more each time. 1 s to 1 h, default 1 s.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan ExportEvery { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>Inboxes, or conversations, that one invocation works on at the same time. 1 to 256, default 32.</summary>
    [Range(1, 256)]
    public int Parallel { get; set; } = 32;

    /// <summary>What is not written by then comes back later. 1 s to 4 min, default 20 s: batch locks last 5 minutes and are not renewed.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:04:00")]
    public TimeSpan BatchBudget { get; set; } = TimeSpan.FromSeconds(20);
}
