namespace Messaging.Plumbing;

/// <summary>The name of a stamp, setting <c>Stamp</c>: first part of the ids of conversations that are created there, and what other stamps call it.</summary>
public static class StampName
{
    public const string Default = "s0", Pattern = "^[a-z0-9]{1,16}$";
}
