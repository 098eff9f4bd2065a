using Microsoft.Azure.Amqp;
using Microsoft.Azure.Amqp.Encoding;
using Microsoft.Azure.Amqp.Framing;

namespace Messaging.ServiceBus.Amqp;

/// <summary>
/// A message as its sender encoded it, and the few fields of it that the broker acts on. Immutable; the sections from the
/// properties on leave the broker byte for byte as they came.
/// </summary>
sealed class Content
{
    static readonly string[] OwnedByBroker =
    [
        Annotation.SequenceNumber, Annotation.EnqueuedTime, Annotation.LockedUntil, Annotation.EnqueueSequenceNumber,
        Annotation.State, Annotation.DeadLetterSource, Annotation.ScheduledEnqueueTime,
    ];

    readonly int bare;
    readonly int applicationProperties = -1;
    readonly int body;
    PropertiesMap? userProperties;

    Content(byte[] bytes)
    {
        Bytes = bytes;
        var offset = 0;
        bare = body = -1;
        while (offset < bytes.Length)
        {
            var (code, end) = Sections.At(bytes, offset);
            if (code >= Sections.Properties && bare < 0)
                bare = offset;
            if (code >= Sections.Data && body < 0)
                body = offset;
            switch (code)
            {
                case Sections.Header:
                    Header = Decode<Header>(offset, end);
                    break;
                case Sections.MessageAnnotations:
                    Annotations = ReadAnnotations(Decode<MessageAnnotations>(offset, end));
                    break;
                case Sections.Properties:
                    Properties = Decode<Properties>(offset, end);
                    break;
                case Sections.ApplicationProperties:
                    applicationProperties = offset;
                    break;
            }
            if (code >= Sections.Data)
                break;
            offset = end;
        }
        bare = bare < 0 ? bytes.Length : bare;
        body = body < 0 ? bytes.Length : body;
    }

    /// <summary>The whole encoded message.</summary>
    internal byte[] Bytes { get; }

    internal ReadOnlySpan<byte> Bare => Bytes.AsSpan(bare);

    internal int BareOffset => bare;

    /// <summary>Size of everything in front of the body, which the service limits to 64 KB.</summary>
    internal int HeaderSize => body;

    internal Header? Header { get; }

    internal Properties? Properties { get; }

    internal Annotations? Annotations { get; private set; }

    internal DateTimeOffset? ScheduledFor { get; private set; }

    internal string? MessageId => Properties?.MessageId?.ToString();

    internal string? SessionId => Properties?.GroupId;

    internal TimeSpan? TimeToLive => Header?.Ttl is { } ttl ? TimeSpan.FromMilliseconds(ttl) : null;

    internal PropertiesMap UserProperties => userProperties ??= applicationProperties < 0
        ? new PropertiesMap()
        : Decode<ApplicationProperties>(applicationProperties, Sections.At(Bytes, applicationProperties).End).Map;

    /// <exception cref="FormatException">The bytes are not one encoded message.</exception>
    internal static Content Read(byte[] bytes) => new(bytes);

    /// <summary>Reads what a sender sent; a message without an id gets one, as the service gives it.</summary>
    /// <exception cref="FormatException">The bytes are not one encoded message.</exception>
    internal static Content Receive(byte[] bytes)
    {
        var content = new Content(bytes);
        if (content.MessageId is not null)
            return content;
        var section = content.Properties ?? new Properties();
        section.MessageId = Guid.NewGuid().ToString("N");
        return content.Replace(content.Properties is null ? -1 : content.bare, content.bare, section);
    }

    /// <summary>The same message with these application properties set.</summary>
    internal Content With(IEnumerable<KeyValuePair<string, object?>> properties)
    {
        var section = new ApplicationProperties();
        foreach (var (key, value) in UserProperties)
            section.Map[key.Key.ToString()!] = value;
        foreach (var (key, value) in properties)
            section.Map[key] = value;
        return Replace(applicationProperties, body, section);
    }

    /// <param name="at">Offset of the section to replace; negative if there is none.</param>
    /// <param name="otherwise">Where the section goes then.</param>
    Content Replace(int at, int otherwise, AmqpDescribed section)
    {
        var (start, end) = at < 0 ? (otherwise, otherwise) : (at, Sections.At(Bytes, at).End);
        var encoded = new ByteBuffer(new byte[section.EncodeSize]);
        section.Encode(encoded);
        return new Content([.. Bytes.AsSpan(0, start), .. encoded.Buffer.AsSpan(0, encoded.Length), .. Bytes.AsSpan(end)]);
    }

    T Decode<T>(int start, int end) where T : AmqpDescribed, new()
    {
        var section = new T();
        try
        {
            section.Decode(new ByteBuffer(Bytes, start, end - start));
            return section;
        }
        catch (Exception failure) when (failure is AmqpException or ArgumentException or InvalidOperationException or NotSupportedException or InvalidCastException)
        {
            throw new FormatException($"The section at byte {start} cannot be decoded: {failure.Message}", failure);
        }
    }

    Annotations? ReadAnnotations(MessageAnnotations section)
    {
        if (section.Map.TryGetValue<DateTime>(Annotation.ScheduledEnqueueTime, out var due))
            ScheduledFor = new DateTimeOffset(due.ToUniversalTime());
        foreach (var name in OwnedByBroker)
            section.Map.TryRemoveValue<object>(name, out _);
        return section.Map.Any() ? section.Map : null;
    }
}
