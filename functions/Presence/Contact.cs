namespace Messaging.Presence;

/// <summary>Whether a service of another stamp answers. One that doesn't is left alone for a while, so that it holds up nothing here.</summary>
public sealed class Contact(TimeProvider time)
{
    static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    /// <summary>Less than the minute between two rounds of <see cref="VerifyWatched"/>, so that the second goes on without a stamp that is lost.</summary>
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(55);

    readonly Lock _gate = new();
    DateTimeOffset? _awaySince;
    DateTimeOffset _askAgain;

    /// <summary>Since when it doesn't answer; null if it does, or has been away for so long that it counts as lost.</summary>
    public DateTimeOffset? MissedSince
    {
        get { lock (_gate) return time.GetUtcNow() - _awaySince < Patience ? _awaySince : null; }
    }

    /// <summary>While it is away, one in five seconds may try.</summary>
    public bool MayTry()
    {
        lock (_gate)
        {
            var now = time.GetUtcNow();
            if (_awaySince is null) return true;
            if (now < _askAgain) return false;
            _askAgain = now + Pause;
            return true;
        }
    }

    public void Answered()
    {
        lock (_gate) _awaySince = null;
    }

    /// <summary>True for the first time.</summary>
    public bool Failed(DateTimeOffset triedAt)
    {
        lock (_gate)
        {
            _askAgain = time.GetUtcNow() + Pause;
            if (_awaySince is not null) return false;
            _awaySince = triedAt;
            return true;
        }
    }
}
