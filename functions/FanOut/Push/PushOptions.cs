using System.ComponentModel.DataAnnotations;
using Messaging.Contracts.Client;

namespace Messaging.FanOut.Push;

/// <summary>Section <c>Push</c>: who is told of messages to members who are away or mentioned.</summary>
public sealed class PushOptions : IValidatableObject
{
    /// <summary>Members above which nobody is asked about: each costs a call to SignalR. Mentions go out at any size.</summary>
    [Range(0, 1000)] public int OfflineMembers { get; set; } = 50;

    /// <summary>Members asked about at the same time for one queue message.</summary>
    [Range(1, 64)] public int Parallel { get; set; } = 16;

    /// <summary>Seconds in which a webhook or a hub must answer.</summary>
    [Range(1, 60)] public int TimeoutSeconds { get; set; } = 10;

    /// <summary>Settings <c>Push__Targets__0__Tenant</c> and so on; several of one tenant all get everything.</summary>
    public IList<PushTarget> Targets { get; } = [];

    public IEnumerable<PushTarget> Of(string tenant) => Targets.Where(target => target.Tenant == tenant);

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext) => Targets.SelectMany(target => target.Faults());
}

/// <summary>Where one tenant's notifications go: a webhook, or a notification hub.</summary>
public sealed class PushTarget
{
    public string Tenant { get; set; } = "";

    /// <summary>Kinds of entries; none given means messages.</summary>
    public IList<string> Kinds { get; } = [];

    /// <summary>Address of the webhook.</summary>
    public Uri? Webhook { get; set; }

    /// <summary>The webhook's key: base64 of 24 to 64 bytes, behind <c>whsec_</c> or alone. In Azure a Key Vault reference.</summary>
    public string Secret { get; set; } = "";

    /// <summary>Name of the notification hub.</summary>
    public string Hub { get; set; } = "";

    /// <summary>Of the hub's namespace, with a policy that may send. In Azure a Key Vault reference.</summary>
    public string ConnectionString { get; set; } = "";

    public bool Wants(string kind) => Kinds.Count == 0 ? kind == EntryKinds.Message : Kinds.Contains(kind);

    internal IEnumerable<ValidationResult> Faults()
    {
        if (Tenant.Length == 0) yield return new("A push target has no Tenant.");
        if (Webhook is null == (Hub.Length == 0)) yield return new($"The push target of tenant '{Tenant}' needs either Webhook or Hub.");
        if (Webhook is { } url && !(url.IsAbsoluteUri && (url.Scheme == Uri.UriSchemeHttps || url.IsLoopback)))
            yield return new($"The webhook of tenant '{Tenant}' must be an absolute https address.");
        if (Webhook is not null && !WebhookSignature.IsKey(Secret)) yield return new($"The secret of tenant '{Tenant}' must be base64 of 24 to 64 bytes.");
        if (Hub.Length > 0 && ConnectionString.Length == 0) yield return new($"The notification hub of tenant '{Tenant}' needs a ConnectionString.");
    }
}
