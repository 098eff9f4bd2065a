using System.ComponentModel.DataAnnotations;
using System.Text.RegularExpressions;
using Messaging.Plumbing;
using Microsoft.Extensions.Configuration;

namespace Messaging.Presence;

/// <summary>Section <c>Peers</c>: the other stamps whose users are shown here. All of them, in every stamp; none where there is one stamp.</summary>
public sealed partial class PeersOptions : IValidatableObject
{
    /// <summary>The name of this stamp: 1 to 16 lower-case letters and digits. Setting <c>Stamp</c>, shared by all apps.</summary>
    public string Stamp { get; set; } = StampName.Default;

    /// <summary>By name, each with the connections <c>ServiceBus</c> and <c>Tables</c>: a connection string, or an endpoint and an identity.</summary>
    public IReadOnlyDictionary<string, IConfigurationSection> All { get; set; } = new Dictionary<string, IConfigurationSection>();

    public static bool IsName(string? stamp) => stamp is not null && Name().IsMatch(stamp);

    public IEnumerable<ValidationResult> Validate(ValidationContext context)
    {
        if (!IsName(Stamp)) yield return new($"Stamp is '{Stamp}'; a stamp's name has 1 to 16 lower-case letters and digits.", [nameof(Stamp)]);
        foreach (var (name, connections) in All)
        {
            if (!IsName(name)) yield return new($"Peers__{name}: a stamp's name has 1 to 16 lower-case letters and digits.", [nameof(All)]);
            if (name == Stamp) yield return new($"Peers__{name} is this stamp itself.", [nameof(All)]);
            foreach (var missing in Connections.Where(connection => !connections.GetSection(connection).Exists()))
                yield return new($"Peers__{name}__{missing} is missing.", [nameof(All)]);
        }
    }

    static readonly string[] Connections = ["ServiceBus", "Tables"];

    [GeneratedRegex(StampName.Pattern)] private static partial Regex Name();
}
