using System.Xml;
using System.Xml.Linq;

namespace Messaging.ServiceBus.Administration;

/// <summary>Descriptions in the form of the administration's REST interface: Atom entries and feeds.</summary>
static class Atom
{
    internal static readonly XNamespace Feed = "http://www.w3.org/2005/Atom";
    internal static readonly XNamespace Connect = "http://schemas.microsoft.com/netservices/2010/10/servicebus/connect";
    internal static readonly XNamespace Figures = "http://schemas.microsoft.com/netservices/2011/06/servicebus";
    internal static readonly XNamespace Instance = "http://www.w3.org/2001/XMLSchema-instance";

    /// <param name="path">From the namespace on; <c>@azure/service-bus</c> reads names from the URL that ends in it.</param>
    internal static XElement Entry(string path, string title, DateTimeOffset at, XElement description) => new(Feed + "entry",
        new XElement(Feed + "id", UrlOf(path)),
        new XElement(Feed + "title", new XAttribute("type", "text"), title),
        new XElement(Feed + "published", Value(at)),
        new XElement(Feed + "updated", Value(at)),
        new XElement(Feed + "content", new XAttribute("type", "application/xml"), description));

    /// <param name="next">Path and query of the next page; null on the last.</param>
    internal static XElement List(string path, string? next, IEnumerable<XElement> entries) => new(Feed + "feed",
        new XElement(Feed + "id", UrlOf(path)),
        new XElement(Feed + "title", new XAttribute("type", "text"), path),
        Link("self", path),
        next is null ? null : Link("next", next),
        entries);

    static XElement Link(string relation, string path) => new(Feed + "link", new XAttribute("rel", relation), new XAttribute("href", UrlOf(path)));

    static string UrlOf(string path) => "sb://localhost/" + path;

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
