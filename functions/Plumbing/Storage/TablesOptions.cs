using System.ComponentModel.DataAnnotations;

namespace Messaging.Plumbing.Storage;

/// <summary>Section <c>Tables</c>, beside the connection.</summary>
public sealed class TablesOptions
{
    /// <summary>Set anew, to a value never used before and the same for all apps, by an operator whose tables were restored from an older state: every
    /// log then has another epoch, and every sync token given before answers <c>restart</c>. At most 32 letters and digits, default none.</summary>
    [RegularExpression("[A-Za-z0-9]{1,32}")]
    public string Epoch { get; set; } = "";
}
