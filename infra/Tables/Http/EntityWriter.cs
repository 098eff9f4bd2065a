using System.Buffers;
using System.Text;
using Messaging.Tables.Storage;

namespace Messaging.Tables.Http;

/// <summary>Writes stored entities as OData JSON, copying bytes where nothing is left out.</summary>
/// <param name="annotate">False leaves out tags and types, as <c>odata=nometadata</c> asks.</param>
sealed class EntityWriter(IBufferWriter<byte> output, Selection? selection, bool annotate)
{
    bool first;

    /// <param name="metadata">The <c>odata.metadata</c> of an entity that stands alone, or null.</param>
    public void Write(in EntityView entity, string? metadata = null)
    {
        first = true;
        output.Write("{"u8);
        if (annotate && metadata is not null)
            Member(Encoding.UTF8.GetBytes($"\"odata.metadata\":\"{metadata}\""));
        WriteSystem(entity);
        if (selection is not null)
            WriteSelected(entity.Properties, selection);
        else if (!annotate)
            WriteBare(entity.Properties);
        else if (entity.Properties.Length > 2)
            Member(entity.Properties[1..^1]);
        output.Write("}"u8);
    }

    void Member(ReadOnlySpan<byte> text)
    {
        if (!first)
            output.Write(","u8);
        first = false;
        output.Write(text);
    }

    void WriteSystem(in EntityView entity)
    {
        Span<byte> time = stackalloc byte[28];
        new DateTime(entity.Timestamp, DateTimeKind.Utc).TryFormat(time, out _, "O");
        if (annotate)
            WriteETag(time);
        if (selection?.PartitionKey ?? true)
            WriteKey("\"PartitionKey\":"u8, EntityKey.PartitionPart(entity.Key));
        if (selection?.RowKey ?? true)
            WriteKey("\"RowKey\":"u8, EntityKey.RowPart(entity.Key));
        if (!(selection?.Timestamp ?? true))
            return;
        Member("\"Timestamp\":\""u8);
        output.Write(time);
        output.Write("\""u8);
    }

    /// <summary>The text of <see cref="ETag.Of"/>, quoted for JSON.</summary>
    void WriteETag(ReadOnlySpan<byte> time)
    {
        Member("\"odata.etag\":\"W/\\\"datetime'"u8);
        output.Write(time[..13]);
        output.Write("%3A"u8);
        output.Write(time[14..16]);
        output.Write("%3A"u8);
        output.Write(time[17..]);
        output.Write("'\\\"\""u8);
    }

    void WriteKey(ReadOnlySpan<byte> member, ReadOnlySpan<byte> part)
    {
        Member(member);
        if (part.IndexOfAnyExceptInRange((byte)' ', (byte)'~') >= 0 || part.Contains((byte)'"'))
        {
            output.Write(CanonicalJson.Quote(EntityKey.DecodePart(part)));
            return;
        }
        output.Write("\""u8);
        output.Write(part);
        output.Write("\""u8);
    }

    void WriteSelected(ReadOnlySpan<byte> bag, Selection selected)
    {
        foreach (var name in selected.Properties)
        {
            var value = PropertyBag.Find(bag, name);
            if (value.IsMissing)
                continue;
            if (annotate && value.IsAnnotated)
            {
                Member(name.Annotation);
                output.Write(Encoding.ASCII.GetBytes($"\"Edm.{value.Type}\""));
            }
            Member(name.Member);
            output.Write(value.Token);
        }
    }

    void WriteBare(ReadOnlySpan<byte> bag)
    {
        foreach (var property in PropertyBag.Split(bag.ToArray()))
            Member(property.Json.Span[property.Value..]);
    }
}
