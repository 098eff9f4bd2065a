using System.Text.RegularExpressions;
using Messaging.EndToEnd.World;
using Microsoft.Playwright;
using static Messaging.EndToEnd.World.BrowserWindows;
using static Microsoft.Playwright.Assertions;

namespace Messaging.EndToEnd;

[Collection(OneWorld.Name)]
public sealed partial class When_the_network_is_cut_in_the_browser(SharedWorld shared) : IAsyncLifetime
{
    BrowserWindows windows = null!;

    public async Task InitializeAsync() => windows = await BrowserWindows.StartAsync(shared.World);

    public Task DisposeAsync() => windows.DisposeAsync().AsTask();

    [Fact]
    public async Task What_was_written_meanwhile_survives_a_reload_and_is_there_once_in_order()
    {
        var carol = await windows.OpenAsync("carol");
        var dave = await windows.OpenAsync("dave");
        await BeginAsync(carol, dave);

        var cut = await CutAtTheNextMessageAsync(carol);
        await SayAsync(carol, "second");
        await cut.WaitAsync(TimeSpan.FromMinutes(1), TimeProvider.System);
        foreach (var text in new[] { "third", "fourth" }) await SayAsync(carol, text);
        await Expect(Log(carol).Locator(".pending", new() { HasText = "fourth" })).ToBeVisibleAsync();
        await Assert.ThrowsAsync<PlaywrightException>(() => carol.ReloadAsync());
        await carol.Context.SetOfflineAsync(false);
        await windows.ShowAsync(carol, "carol");

        await carol.GetByRole(AriaRole.Button, new() { NameRegex = Title() }).ClickAsync();
        foreach (var page in new[] { dave, carol })
        {
            await Expect(Log(page).Locator(".bubble")).ToContainTextAsync(["first", "second", "third", "fourth"]);
            await Expect(Log(page).Locator(".bubble")).ToHaveCountAsync(4);
        }
        await Expect(Log(carol).Locator(".pending")).ToHaveCountAsync(0);
    }

    static async Task BeginAsync(IPage carol, IPage dave)
    {
        await Button(carol, "New conversation").ClickAsync();
        await carol.GetByLabel("Dave").CheckAsync();
        await carol.GetByLabel("Title").FillAsync("Tunnel");
        await Button(carol, "Create").ClickAsync();
        await SayAsync(carol, "first");
        await dave.GetByRole(AriaRole.Button, new() { NameRegex = Title() }).ClickAsync();
        await Expect(Log(dave)).ToContainTextAsync("first");
        await Expect(Log(carol).Locator(".pending")).ToHaveCountAsync(0);
    }

    /// <summary>It reaches the server; the page does not hear of it, and no request gets through after it.</summary>
    static async Task<Task> CutAtTheNextMessageAsync(IPage page)
    {
        var cut = new TaskCompletionSource();
        await page.RouteAsync("**/api/conversations/*/messages", async route =>
        {
            await (await route.FetchAsync()).DisposeAsync();
            await page.Context.SetOfflineAsync(true);
            await route.AbortAsync();
            cut.SetResult();
        }, new() { Times = 1 });
        return cut.Task;
    }

    [GeneratedRegex("Tunnel")]
    private static partial Regex Title();
}
