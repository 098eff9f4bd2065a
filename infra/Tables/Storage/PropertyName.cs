using System.Text;

namespace Messaging.Tables.Storage;

/// <summary>A property's name with the byte patterns that find it in a <see cref="PropertyBag"/>.</summary>
sealed class PropertyName
{
    public PropertyName(string text)
    {
        Text = text;
        var quoted = CanonicalJson.Quote(text);
        Member = [.. quoted, (byte)':'];
        Annotation = [.. quoted.AsSpan(0, quoted.Length - 1), .. Encoding.ASCII.GetBytes("@odata.type\":")];
    }

    public string Text { get; }

    /// <summary><c>"Name":</c></summary>
    public byte[] Member { get; }

    /// <summary><c>"Name@odata.type":</c></summary>
    public byte[] Annotation { get; }
}
