using Messaging.Contracts.Queue;
using Messaging.Plumbing.Storage;

namespace Messaging.Unit.Send;

public sealed class When_a_fate_is_asked_for
{
    readonly SendWorld _world = new();

    [Fact]
    public async Task An_appended_command_has_its_seq()
    {
        _world.Became("c", "ann", "1", new Fate(7, null));
        Assert.Equal((200, """{"conversationId":"c","clientMessageId":"1","state":"appended","seq":7}"""), Parts(await _world.FateAsync("ann", "c", "1")));
    }

    [Fact]
    public async Task A_refused_one_has_its_reason()
    {
        _world.Became("c", "ann", "1", new Fate(null, RejectionReasons.SlowMode));
        Assert.Equal((200, """{"conversationId":"c","clientMessageId":"1","state":"refused","reason":"slow-mode"}"""), Parts(await _world.FateAsync("ann", "c", "1")));
    }

    [Fact]
    public async Task Anothers_is_as_unknown_as_none()
    {
        _world.Became("c", "ann", "1", new Fate(7, null));
        Assert.Equal((200, """{"conversationId":"c","clientMessageId":"1","state":"unknown"}"""), Parts(await _world.FateAsync("bob", "c", "1")));
    }

    [Fact]
    public async Task An_id_that_cannot_be_one_is_400()
    {
        var answer = await _world.FateAsync("ann", "c", new string('x', 65));
        Assert.Equal((400, "clientMessageId"), (answer.Status, answer.Field));
    }

    static (int, string) Parts(Answer answer) => (answer.Status, answer.Body);
}
