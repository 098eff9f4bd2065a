using System.Xml;
using System.Xml.Linq;

namespace Messaging.ServiceBus.Administration;

/// <summary>Descriptions in the form of the administration's REST interface: Atom entries and feeds.</summary>
static class Atom
{
    internal static readonly XNamespace Feed = "http://www.w3.org/2005/Atom";
    internal static readonly XNamespace Connect = "http://schemas.microsoft.com/netservices/2010/10/servicebus/connect";
    internal static readonly XNamespace Instance = "http://www.w3.org/2001/XMLSchema-instance";

    internal static XElement Entry(string title, DateTimeOffset at, XElement description) => new(Feed + "entry",
        new XElement(Feed + "id", title),
        new XElement(Feed + "title", new XAttribute("type", "text"), title),
        new XElement(Feed + "published", Value(at)),
        new XElement(Feed + "updated", Value(at)),
        new XElement(Feed + "content", new XAttribute("type", "application/xml"), description));

    internal static XElement List(string title, IEnumerable<XElement> entries) => new(Feed + "feed",
        new XElement(Feed + "title", new XAttribute("type", "text"), title), entries);

    internal static XElement Description(string type, params ReadOnlySpan<(string Name, object? Value)> fields)
    {
        var description = new XElement(Connect + type, new XAttribute(XNamespace.Xmlns + "i", Instance.NamespaceName));
        foreach (var (name, value) in fields)
            if (value is not null)
                description.Add(value as XElement ?? new XElement(Connect + name, Value(value)));
        return description;
    }

    static string Value(object value) => value switch
    {
        TimeSpan duration => XmlConvert.ToString(duration),
        DateTimeOffset time => XmlConvert.ToString(time),
        bool flag => XmlConvert.ToString(flag),
        _ => Convert.ToString(value, System.Globalization.CultureInfo.InvariantCulture)!,
    };
}
