using System.Diagnostics;
using System.Text.Json;
using Messaging.Contracts;
using Messaging.Contracts.Queue;

namespace Messaging.Send.Combining;

/// <summary>The commands that one caller hands in for one lane, serialized once, and the answer that the caller waits for.</summary>
sealed class Submission(IEnumerable<Command> commands)
{
    readonly TaskCompletionSource _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
    readonly byte[][] _commands = [.. commands.Select(command => JsonSerializer.SerializeToUtf8Bytes(command, ContractsJson.Wire.Command))];
    int _taken;

    public ReadOnlySpan<byte[]> Waiting => _commands.AsSpan(_taken);

    /// <summary>A combined queue message continues the trace of its first caller.</summary>
    public Activity? Trace { get; } = Activity.Current;

    /// <summary>Nothing more of it is to be sent: all is taken, or its caller got an exception already.</summary>
    public bool IsOver => Waiting.IsEmpty || _answer.Task.IsCompleted;

    public void Take(int commands) => _taken += commands;

    /// <summary>A part of it is in the log's hands; the caller is told once the last part is.</summary>
    public void Accept()
    {
        if (Waiting.IsEmpty) _answer.TrySetResult();
    }

    public void Fail(Exception failure) => _answer.TrySetException(failure);

    public async Task AnswerAsync(CancellationToken ct)
    {
        await using var cancellation = ct.Register(() => _answer.TrySetCanceled(ct));
        await _answer.Task;
    }
}
