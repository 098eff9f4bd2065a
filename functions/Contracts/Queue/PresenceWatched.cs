namespace Messaging.Contracts.Queue;

/// <summary>On queue <c>presence</c>, from another stamp: it is to be told what happens here to these users, at most 500.</summary>
/// <param name="Tenant">Of the users.</param>
/// <param name="Users">Who are watched there.</param>
/// <param name="Stamp">To which facts about them go on.</param>
/// <param name="Until">Unless it comes again.</param>
public sealed record PresenceWatched(string Tenant, IReadOnlyList<string> Users, string Stamp, DateTimeOffset Until);
