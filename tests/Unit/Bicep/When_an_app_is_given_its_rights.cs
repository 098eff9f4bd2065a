using Messaging.Contracts;

namespace Messaging.Unit.Bicep;

/// <summary>Least privilege, read off what would be deployed.</summary>
public class When_an_app_is_given_its_rights
{
    public static TheoryData<string> Approved => Snapshot.Approved;

    /// <summary>SignalR and Application Insights have nothing smaller than themselves.</summary>
    static readonly Dictionary<string, string[]> Scopes = new()
    {
        [Grant.BusOwner] = ["namespaces/queues"],
        [Grant.BusSender] = ["namespaces/queues", "namespaces/topics"],
        [Grant.BusReceiver] = ["namespaces/topics/subscriptions"],
        [Grant.BlobOwner] = ["storageAccounts/blobServices/containers"],
        [Grant.TableWriter] = ["storageAccounts/tableServices/tables"],
        [Grant.TableReader] = ["storageAccounts/tableServices/tables"],
        [Grant.SignalROwner] = ["signalR"],
        [Grant.MetricsPublisher] = ["components"],
    };

    [Theory, MemberData(nameof(Approved))]
    public void Every_role_is_on_one_queue_topic_table_or_container(string environment)
    {
        Assert.NotEmpty(Grant.In(environment));
        Assert.All(Grant.In(environment), grant => Assert.Contains(grant.Kind, Scopes[grant.Role]));
    }

    [Theory, MemberData(nameof(Approved))]
    public void A_queue_has_one_owner_the_app_that_listens_to_it(string environment) => Assert.All(
        Grant.In(environment).Where(it => it.Role == Grant.BusOwner), it => Assert.Equal(it.Target == Queues.Notify ? Queues.FanOut : it.Target, it.Stage));

    [Theory, MemberData(nameof(Approved))]
    public void A_package_is_open_to_its_own_app_only(string environment) => Assert.All(
        Grant.In(environment).Where(it => it.Target.StartsWith("deploy-", StringComparison.Ordinal)), it => Assert.Equal(it.Target, $"deploy-{it.Stage}"));

    [Theory, MemberData(nameof(Approved))]
    public void A_table_has_one_writer(string environment) => Assert.All(
        Grant.In(environment).Where(it => it.Role == Grant.TableWriter).GroupBy(it => it.Scope), writers => Assert.Single(writers));

    [Theory, MemberData(nameof(Approved))]
    public void Nothing_is_granted_twice(string environment) => Assert.Distinct(Grant.In(environment));

    [Fact]
    public void Each_stamps_Presence_may_read_and_tell_all_others()
    {
        foreach (var (role, target) in new[] { (Grant.BusSender, "presence"), (Grant.TableReader, "Presence") })
        {
            var granted = Grant.In("prod-regions").Where(it => it.Role == role && it.Target == target && it.Stage == "presence").ToList();
            Assert.Equal(3, granted.Select(it => it.Scope).Distinct().Count());
            Assert.Equal(6, granted.Count);
        }
    }

    [Fact]
    public void No_other_app_is_given_anything_of_another_stamp() => Assert.All(
        Grant.In("prod-regions").Where(it => it.Stage != "presence"), it => Assert.Contains(it.Identity.Split('-')[^2], it.Scope));

    [Fact]
    public void A_consumer_of_events_may_receive_from_its_own_subscription() =>
        Assert.Equal("a-consumer-whose-name-is-as-long-as-they-may-be-50", Grant.In("names/longest").Single(it => it.Role == Grant.BusReceiver).Target);
}
