using System.Collections.Immutable;
using Messaging.Plumbing.Storage;

namespace Messaging.Route.Log;

/// <summary>A conversation as last seen. Members change only together with the head, so that a commit under
/// the head's ETag proves every lookup kept beside it, also that of a user who is no member.</summary>
/// <param name="Head">Null while it does not exist.</param>
/// <param name="Members">Those looked up; null for a user who is not one.</param>
public sealed record Conversation(Head? Head, ImmutableDictionary<string, Member?> Members)
{
    public static Conversation With(Head? head) => new(head, ImmutableDictionary<string, Member?>.Empty);
}
