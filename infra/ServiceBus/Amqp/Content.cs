using Microsoft.Azure.Amqp;
using Microsoft.Azure.Amqp.Encoding;
using Microsoft.Azure.Amqp.Framing;

namespace Messaging.ServiceBus.Amqp;

/// <summary>
/// A message as its sender encoded it, and the few fields of it that the broker acts on. Immutable; the sections from the
/// properties on leave the broker byte for byte as they came. A section is decoded when it is first asked for: a broker that
/// recovers many messages needs little of them.
/// </summary>
sealed class Content
{
    static readonly string[] OwnedByBroker =
    [
        Annotation.SequenceNumber, Annotation.EnqueuedTime, Annotation.LockedUntil, Annotation.EnqueueSequenceNumber,
        Annotation.State, Annotation.DeadLetterSource, Annotation.ScheduledEnqueueTime,
    ];

    readonly int bare;
    readonly int headerAt = -1, annotationsAt = -1, propertiesAt = -1, userPropertiesAt = -1;
    readonly int body;
    Header? header;
    Properties? properties;
    PropertiesMap? userProperties;
    (Annotations? Kept, DateTimeOffset? ScheduledFor)? annotations;

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
                    headerAt = offset;
                    break;
                case Sections.MessageAnnotations:
                    annotationsAt = offset;
                    break;
                case Sections.Properties:
                    propertiesAt = offset;
                    break;
                case Sections.ApplicationProperties:
                    userPropertiesAt = offset;
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

    internal Header? Header => header ??= Decode<Header>(headerAt);

    internal Properties? Properties => properties ??= Decode<Properties>(propertiesAt);

    /// <summary>What the sender annotated, without what is the broker's to say.</summary>
    internal Annotations? Annotations => (annotations ??= ReadAnnotations()).Kept;

    internal DateTimeOffset? ScheduledFor => (annotations ??= ReadAnnotations()).ScheduledFor;

    internal string? MessageId => Properties?.MessageId?.ToString();

    internal string? SessionId => Properties?.GroupId;

    internal TimeSpan? TimeToLive => Header?.Ttl is { } ttl ? TimeSpan.FromMilliseconds(ttl) : null;

    internal PropertiesMap UserProperties => userProperties ??= Decode<ApplicationProperties>(userPropertiesAt)?.Map ?? new PropertiesMap();

    /// <summary>Reads what was checked before.</summary>
    /// <exception cref="FormatException">The bytes are not one encoded message.</exception>
    internal static Content Read(byte[] bytes) => new(bytes);

    /// <summary>Reads what a sender sent; a message without an id gets one, as the service gives it.</summary>
    /// <exception cref="FormatException">The bytes are not one encoded message.</exception>
    internal static Content Receive(byte[] bytes)
    {
        var content = new Content(bytes);
        _ = (content.Header, content.Annotations);
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
        return Replace(userPropertiesAt, body, section);
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

    /// <param name="start">Offset of the section; negative if there is none.</param>
    T? Decode<T>(int start) where T : AmqpDescribed, new()
    {
        if (start < 0)
            return null;
        var section = new T();
        try
        {
            section.Decode(new ByteBuffer(Bytes, start, Sections.At(Bytes, start).End - start));
            return section;
        }
        catch (Exception failure) when (failure is AmqpException or ArgumentException or InvalidOperationException or NotSupportedException or InvalidCastException)
        {
            throw new FormatException($"The section at byte {start} cannot be decoded: {failure.Message}", failure);
        }
    }

    (Annotations? Kept, DateTimeOffset? ScheduledFor) ReadAnnotations()
    {
        if (Decode<MessageAnnotations>(annotationsAt) is not { Map: var map })
            return default;
        DateTimeOffset? scheduledFor = map.TryGetValue<DateTime>(Annotation.ScheduledEnqueueTime, out var due) ? due.ToUniversalTime() : null;
        foreach (var name in OwnedByBroker)
            map.TryRemoveValue<object>(name, out _);
        return (map.Any() ? map : null, scheduledFor);
    }
}
