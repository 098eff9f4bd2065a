using System.Buffers;
using System.Text.Json;
using Messaging.Contracts;
using Messaging.Contracts.Queue;
using Messaging.Plumbing;
using Messaging.Plumbing.Queueing;

namespace Messaging.Route.Live;

/// <summary>All of Route's invocations share one sender with one message under way: whatever is to be published meanwhile goes into the next.
/// A queue message costs the same whatever it carries, so the busier Route is, the less it pays for each entry.</summary>
public sealed class FanOutPublisher(QueueSender queues, Ids ids)
{
    readonly Queue<(Publication Piece, TaskCompletionSource Sent)> _waiting = [];
    readonly Lock _gate = new();
    bool _sending;

    /// <summary>Done when Service Bus has accepted everything; pieces of one caller are sent in their order.</summary>
    public Task PublishAsync(IReadOnlyList<Publication> pieces, CancellationToken ct)
    {
        var sent = pieces.Select(_ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).ToList();
        lock (_gate)
        {
            foreach (var entry in pieces.Zip(sent)) _waiting.Enqueue(entry);
            if (!_sending && _waiting.Count > 0)
            {
                _sending = true;
                _ = Task.Run(SendWaitingAsync, CancellationToken.None);
            }
        }
        return Task.WhenAll(sent.Select(it => it.Task)).WaitAsync(ct);
    }

    async Task SendWaitingAsync()
    {
        while (TakeNext() is { Count: > 0 } next) await SendAsync(next);
    }

    async Task SendAsync(List<(Publication Piece, TaskCompletionSource Sent)> next)
    {
        try
        {
            var message = Envelope.Wrap(Body(next), FactTypes.EntriesAppended, Queues.Route, ids.New());
            await queues.SendAsync(Queues.FanOut, message, CancellationToken.None);
            foreach (var (_, sent) in next) sent.SetResult();
        }
        catch (Exception failure)
        {
            foreach (var (_, sent) in next) sent.SetException(failure);
        }
    }

    List<(Publication Piece, TaskCompletionSource Sent)> TakeNext()
    {
        lock (_gate)
        {
            List<(Publication Piece, TaskCompletionSource Sent)> next = [];
            for (var bytes = 0; _waiting.TryPeek(out var first) && (bytes += first.Piece.Json.Length + 1) <= Publication.MaxBytes || next.Count == 0 && _waiting.Count > 0;)
                next.Add(_waiting.Dequeue());
            _sending = next.Count > 0;
            return next;
        }
    }

    static BinaryData Body(List<(Publication Piece, TaskCompletionSource Sent)> pieces)
    {
        var body = new ArrayBufferWriter<byte>(pieces.Sum(it => it.Piece.Json.Length + 1) + 64);
        using var json = new Utf8JsonWriter(body, new JsonWriterOptions { SkipValidation = true });
        json.WriteStartObject();
        WriteArray(json, "appends", pieces.Where(it => it.Piece.IsAppend));
        WriteArray(json, "rejections", pieces.Where(it => !it.Piece.IsAppend));
        json.WriteEndObject();
        json.Flush();
        return new(body.WrittenMemory);
    }

    static void WriteArray(Utf8JsonWriter json, string name, IEnumerable<(Publication Piece, TaskCompletionSource Sent)> pieces)
    {
        json.WriteStartArray(name);
        foreach (var (piece, _) in pieces) json.WriteRawValue(piece.Json.Span, skipInputValidation: true);
        json.WriteEndArray();
    }
}
