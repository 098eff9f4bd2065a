using System.Diagnostics;

namespace Messaging.Send.Combining;

/// <summary>One queue message in the making: <c>{"commands":[…]}</c> out of commands that are JSON already.</summary>
sealed class Parcel(int maxCommands, int maxBytes)
{
    readonly List<byte[]> _commands = [];
    readonly List<Submission> _submissions = [];
    int _bytes;

    public int Count => _commands.Count;
    public Activity? Trace => _submissions[0].Trace;

    /// <summary>Takes a submission whole, or not at all and answers false; only one that is too big for any parcel is cut.</summary>
    public bool TryTake(Submission submission)
    {
        var fitting = Fitting(submission);
        if (fitting < submission.Waiting.Length && Count > 0) return false;

        foreach (var command in submission.Waiting[..fitting]) Add(command);
        submission.Take(fitting);
        _submissions.Add(submission);
        return true;
    }

    public BinaryData Body()
    {
        var body = new MemoryStream(_bytes + 16);
        body.Write("{\"commands\":["u8);
        for (var i = 0; i < _commands.Count; i++)
        {
            if (i > 0) body.WriteByte((byte)',');
            body.Write(_commands[i]);
        }
        body.Write("]}"u8);
        return new BinaryData(body.GetBuffer().AsMemory(0, (int)body.Length));
    }

    public void Accept() => _submissions.ForEach(submission => submission.Accept());

    public void Fail(Exception failure) => _submissions.ForEach(submission => submission.Fail(failure));

    int Fitting(Submission submission)
    {
        int commands = 0, bytes = _bytes;
        foreach (var command in submission.Waiting)
        {
            bytes += command.Length + 1;
            // An empty parcel takes one command whatever its size: no command may block its lane.
            if (Count + commands > 0 && (Count + commands == maxCommands || bytes > maxBytes)) break;
            commands++;
        }
        return commands;
    }

    void Add(byte[] command)
    {
        _commands.Add(command);
        _bytes += command.Length + 1;
    }
}
