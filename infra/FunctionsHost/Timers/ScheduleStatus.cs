using System.Text.Json;

namespace Messaging.FunctionsHost.Timers;

/// <summary>When a timer fired last and when it is due next; a file keeps it over a stop of the host.</summary>
sealed record ScheduleStatus(DateTimeOffset Last, DateTimeOffset Next, DateTimeOffset LastUpdated)
{
    public static ScheduleStatus? Read(string file) =>
        File.Exists(file) ? JsonSerializer.Deserialize<ScheduleStatus>(File.ReadAllText(file)) : null;

    /// <summary>Replaces the file as a whole, so that a crash leaves the old status or the new one.</summary>
    public void Write(string file)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        var fresh = file + ".new";
        File.WriteAllText(fresh, JsonSerializer.Serialize(this));
        File.Move(fresh, file, overwrite: true);
    }
}
