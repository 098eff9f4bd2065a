using Azure.Data.Tables;
using FsCheck;
using FsCheck.Fluent;

namespace Messaging.Conformance.Tables;

public sealed class When_operations_are_random
{
    const int Scripts = 100;
    const int OperationsInAScript = 100;

    [Fact]
    public async Task Answers_and_rows_are_the_model_s_although_the_server_is_killed_in_between()
    {
        var data = Directory.CreateTempSubdirectory("tables-").FullName;
        var server = await StandInProcess.StartAsync(data);
        try
        {
            Check(crashes: true, () => server.Client(), async () =>
            {
                server.Kill();
                server.Dispose();
                server = await StandInProcess.StartAsync(data);
            });
        }
        finally
        {
            server.Dispose();
            Directory.Delete(data, recursive: true);
        }
    }

    [Theory, Accounts]
    public async Task Answers_and_rows_are_the_model_s(string account)
    {
        var service = await Account.ServiceAsync(account);
        Check(crashes: false, () => service, () => Task.CompletedTask);
    }

    static void Check(bool crashes, Func<TableServiceClient> service, Func<Task> crash) =>
        Prop.ForAll(Operations.Scripts(OperationsInAScript, crashes), async script =>
        {
            var name = "t" + Guid.NewGuid().ToString("N");
            await service().CreateTableAsync(name);
            await new ModelPlayer(() => service().GetTableClient(name), crash).PlayAsync(script);
            await service().DeleteTableAsync(name);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(Scripts));
}
