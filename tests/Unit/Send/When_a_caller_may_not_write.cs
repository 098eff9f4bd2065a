namespace Messaging.Unit.Send;

public sealed class When_a_caller_may_not_write
{
    const string Body = """{"clientMessageId":"1","text":"a"}""";

    readonly SendWorld _world = new();

    [Fact]
    public async Task A_non_member_gets_403_and_is_asked_for_again_each_time()
    {
        _world.Exists("c", "ann");
        Assert.Equal(403, (await _world.PostAsync("eve", "c", Body)).Status);

        _world.Exists("c", "ann", "eve");
        Assert.Equal(202, (await _world.PostAsync("eve", "c", Body)).Status);
    }

    [Fact]
    public async Task A_membership_is_believed_for_30_seconds_at_most()
    {
        _world.Exists("c", "ann");
        await _world.PostAsync("ann", "c", Body);
        _world.IsGone("c", "ann");

        _world.Time.Advance(TimeSpan.FromSeconds(29));
        Assert.Equal(202, (await _world.PostAsync("ann", "c", Body)).Status);
        _world.Time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(403, (await _world.PostAsync("ann", "c", Body)).Status);
    }

    [Fact]
    public async Task A_removal_accepted_here_counts_at_once()
    {
        _world.Exists("c", "ann", "bob");
        await _world.PostAsync("bob", "c", Body);
        Assert.Equal(202, (await _world.RemoveAsync("ann", "c", "bob")).Status);
        _world.IsGone("c", "bob");

        Assert.Equal(403, (await _world.PostAsync("bob", "c", Body)).Status);
    }

    [Fact]
    public async Task A_conversation_that_never_appears_is_404_after_a_second()
    {
        var began = _world.Time.GetUtcNow();
        var post = _world.PostAsync("ann", "nowhere", Body);
        await WaitAsync(post);

        Assert.Equal(404, (await post).Status);
        Assert.True(_world.Time.GetUtcNow() - began >= TimeSpan.FromSeconds(1));
    }

    [Fact]
    public async Task A_conversation_that_appears_within_the_second_is_written_to()
    {
        var post = _world.PostAsync("ann", "c", Body);
        _world.Time.Advance(TimeSpan.FromMilliseconds(200));
        _world.Exists("c", "ann");
        await WaitAsync(post);

        Assert.Equal(202, (await post).Status);
    }

    async Task WaitAsync(Task post)
    {
        while (!post.IsCompleted)
        {
            _world.Time.Advance(TimeSpan.FromMilliseconds(10));
            await Task.Yield();
        }
    }
}
