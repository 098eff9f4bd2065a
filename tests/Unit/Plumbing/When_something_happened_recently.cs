using Messaging.Plumbing;
using Microsoft.Extensions.Time.Testing;

namespace Messaging.Unit.Plumbing;

public sealed class When_something_happened_recently
{
    readonly FakeTimeProvider _time = new();

    [Fact]
    public void It_is_remembered_for_a_while_only()
    {
        using var recently = new Recently<string>(TimeSpan.FromSeconds(30), 10, _time);
        recently.Add("a");

        _time.Advance(TimeSpan.FromSeconds(29));
        Assert.True(recently.Contains("a"));
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.False(recently.Contains("a"));
    }

    [Fact]
    public void What_is_taken_out_is_forgotten()
    {
        using var recently = new Recently<string>(TimeSpan.FromSeconds(30), 10, _time);
        recently.Add("a");
        recently.Remove("a");
        Assert.False(recently.Contains("a"));
    }

    [Fact]
    public void It_never_holds_more_than_its_capacity()
    {
        using var recently = new Recently<int>(TimeSpan.FromSeconds(30), 10, _time);
        for (var i = 0; i < 100; i++) recently.Add(i);
        Assert.InRange(Enumerable.Range(0, 100).Count(recently.Contains), 0, 10);
    }
}
