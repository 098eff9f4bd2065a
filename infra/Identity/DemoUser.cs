using System.Text.RegularExpressions;

namespace Messaging.Identity;

/// <summary>Someone who may have a token for the asking.</summary>
/// <param name="Id">The <c>sub</c> claim.</param>
/// <param name="Name">The <c>name</c> claim.</param>
/// <param name="Tenant">The <c>tid</c> claim.</param>
public sealed partial record DemoUser(string Id, string Name, string Tenant)
{
    /// <summary>The <c>roles</c> claim, as Microsoft Entra writes app roles; without any there is no claim.</summary>
    public IReadOnlyList<string> Roles { get; init; } = [];

    /// <summary>The tenant of the built-in and of the numbered users.</summary>
    public const string DefaultTenant = "demo";

    internal static readonly IReadOnlyList<DemoUser> Defaults =
    [
        new("alice", "Alice", DefaultTenant),
        new("bob", "Bob", DefaultTenant),
        new("carol", "Carol", DefaultTenant),
        new("dave", "Dave", DefaultTenant),
        new("admin", "Admin", DefaultTenant) { Roles = ["messaging.admin"] },
    ];

    /// <summary>A user of the form <c>prefix-number</c> or <c>prefix-number@tenant</c>, which tests make up as they go; null for any other name.</summary>
    internal static DemoUser? Numbered(string name)
    {
        var match = NumberedName().Match(name);
        var (id, tenant) = (match.Groups["id"].Value, match.Groups["tenant"]);
        return match.Success ? new DemoUser(id, id, tenant.Success ? tenant.Value : DefaultTenant) : null;
    }

    [GeneratedRegex("^(?<id>[a-z][a-z0-9]{0,31}-[0-9]{1,9})(@(?<tenant>[a-z]{1,16}))?$")]
    private static partial Regex NumberedName();
}
