namespace Messaging.Tables;

/// <summary>Limits of the Table service's data model, as its reference documentation states them.</summary>
static class Limits
{
    public const int KeyCharacters = 512;
    public const int PropertyNameCharacters = 255;
    public const int Properties = 252;
    public const int StringCharacters = 32 * 1024;
    public const int BinaryBytes = 64 * 1024;
    public const int EntityBytes = 1024 * 1024;
    public const int TransactionEntities = 100;
    public const int RequestBytes = 4 * 1024 * 1024;
    public const int PageRows = 1000;

    public static readonly TimeSpan PageTime = TimeSpan.FromSeconds(5);
    public static readonly TimeSpan RequestAge = TimeSpan.FromMinutes(15);
    public static readonly DateTime EarliestDate = new(1601, 1, 1, 0, 0, 0, DateTimeKind.Utc);
}
