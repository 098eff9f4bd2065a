using System.Text.Json;
using System.Text.Json.Serialization;

namespace Messaging.Route.Lane;

/// <summary>The session state of a lane: which commands of which queue message were begun, and how often, without an end being seen.</summary>
/// <param name="SequenceNumber">The queue message.</param>
/// <param name="Attempts">How often the range was begun; back at 0 when it ended, be it with a failure.</param>
/// <param name="Lo">The first command of the range. All before it are through.</param>
/// <param name="Hi">The command after the range.</param>
/// <param name="Deadly">Commands that killed their worker while they were tried alone.</param>
public sealed record LaneState(long SequenceNumber, int Attempts, int Lo, int Hi, IReadOnlyList<int> Deadly)
{
    public static LaneState Of(long sequenceNumber, int commands) => new(sequenceNumber, 0, 0, commands, []);

    public int Count => Hi - Lo;

    /// <summary>A whole message may have been begun by processes that died of something else. A part of it is under suspicion already,
    /// and is tried again in smaller parts before any single command is blamed.</summary>
    public bool IsDeadly(int commands, int attempts) => Attempts >= (Count == commands ? attempts : 1);

    /// <summary>Something died while it ran, perhaps of something else that ran beside it.</summary>
    public bool IsSuspect(int commands) => Attempts > 0 || Count < commands;

    public LaneState Begun() => this with { Attempts = Attempts + 1 };

    public LaneState Ended() => this with { Attempts = 0 };

    public LaneState Halved() => this with { Attempts = 0, Hi = Lo + Count / 2 };

    /// <summary>On to as many again: in them is the second half of what was deadly.</summary>
    public LaneState Next(int commands) => this with { Attempts = 0, Lo = Hi, Hi = Math.Min(Hi + Count, commands) };

    /// <summary>The one command is not tried again; the rest is under no suspicion.</summary>
    public LaneState WithoutDeadly(int commands) => this with { Attempts = 0, Lo = Hi, Hi = commands, Deadly = [.. Deadly, Lo] };

    public BinaryData ToJson() => new(JsonSerializer.SerializeToUtf8Bytes(this, LaneStateJson.Default.LaneState));

    public static LaneState? From(BinaryData? state) =>
        state is null || state.IsEmpty ? null : JsonSerializer.Deserialize(state, LaneStateJson.Default.LaneState);
}

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(LaneState))]
sealed partial class LaneStateJson : JsonSerializerContext;
