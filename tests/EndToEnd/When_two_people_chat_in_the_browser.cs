using System.Text.RegularExpressions;
using Messaging.EndToEnd.World;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Messaging.EndToEnd;

[Collection(OneWorld.Name)]
public sealed partial class When_two_people_chat_in_the_browser(SharedWorld shared) : IAsyncLifetime
{
    BrowserWindows windows = null!;

    public async Task InitializeAsync() => windows = await BrowserWindows.StartAsync(shared.World);

    public Task DisposeAsync() => windows.DisposeAsync().AsTask();

    [Fact]
    public async Task Each_sees_what_the_other_writes_and_it_is_there_after_a_reload()
    {
        var carol = await windows.OpenAsync("carol");
        var dave = await windows.OpenAsync("dave");

        await carol.GetByRole(AriaRole.Button, new() { Name = "New conversation" }).ClickAsync();
        await carol.GetByLabel("Dave").CheckAsync();
        await carol.GetByRole(AriaRole.Button, new() { Name = "Create" }).ClickAsync();
        await BrowserWindows.SayAsync(carol, "Hello Dave");

        await Expect(dave.GetByLabel("1 unread")).ToBeVisibleAsync();
        await dave.GetByRole(AriaRole.Button, new() { NameRegex = Carols() }).ClickAsync();
        await Expect(BrowserWindows.Log(dave)).ToContainTextAsync("Hello Dave");
        await Expect(dave.GetByLabel("1 unread")).ToHaveCountAsync(0);

        await dave.GetByLabel("Message", new() { Exact = true }).PressSequentiallyAsync("Hello Car");
        await Expect(carol.GetByText("Dave is typing…")).ToBeVisibleAsync();
        await BrowserWindows.SayAsync(dave, "Hello Carol");
        await Expect(BrowserWindows.Log(carol)).ToContainTextAsync("Hello Carol");
        await Expect(carol.GetByText("Dave is online")).ToBeVisibleAsync();

        await dave.ReloadAsync();
        await dave.GetByRole(AriaRole.Button, new() { NameRegex = Carols() }).ClickAsync();
        await Expect(BrowserWindows.Log(dave).Locator(".bubble")).ToContainTextAsync(["Hello Dave", "Hello Carol"]);
    }

    [GeneratedRegex("^Carol")]
    private static partial Regex Carols();
}
