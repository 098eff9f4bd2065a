using System.Globalization;
using Messaging.Tables.Http;
using Microsoft.AspNetCore.Http;

namespace Messaging.Unit.Tables;

public sealed class When_a_request_is_authenticated
{
    static readonly DateTimeOffset Now = new(2024, 2, 29, 12, 0, 0, TimeSpan.Zero);
    static readonly string Date = Now.ToString("R", CultureInfo.InvariantCulture);

    const string Path = "/devstoreaccount1/x(PartitionKey='p',RowKey='r')";

    static string? Refusal(string authorization, string target = Path, DateTimeOffset? now = null)
    {
        var request = new DefaultHttpContext().Request;
        request.Method = "GET";
        request.Headers["x-ms-date"] = Date;
        request.Headers.Authorization = authorization;
        return SharedKey.Check(request, RequestTarget.Parse(target), now ?? Now)?.Code;
    }

    static string Lite(string resource) => $"SharedKeyLite devstoreaccount1:{SharedKey.Sign($"{Date}\n/devstoreaccount1{resource}")}";

    [Fact]
    public void Both_signatures_are_accepted()
    {
        Assert.Null(Refusal(Lite(Path)));
        Assert.Null(Refusal($"SharedKey devstoreaccount1:{SharedKey.Sign($"GET\n\n\n{Date}\n/devstoreaccount1{Path}")}"));
    }

    [Fact]
    public void Only_comp_is_signed_of_the_query()
    {
        Assert.Null(Refusal(Lite(Path), Path + "?$select=A"));
        Assert.Null(Refusal(Lite("/devstoreaccount1/x?comp=acl"), "/devstoreaccount1/x?comp=acl"));
        Assert.NotNull(Refusal(Lite("/devstoreaccount1/x"), "/devstoreaccount1/x?comp=acl"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("Bearer token")]
    [InlineData("SharedKeyLite devstoreaccount1")]
    [InlineData("SharedKeyLite devstoreaccount1:wrong")]
    [InlineData("SharedKeyLite other:wrong")]
    public void Anything_else_is_refused(string authorization) => Assert.Equal("AuthenticationFailed", Refusal(authorization));

    [Fact]
    public void A_signature_for_another_path_is_refused() => Assert.Equal("AuthenticationFailed", Refusal(Lite("/devstoreaccount1/y")));

    [Fact]
    public void A_shared_access_signature_is_refused() => Assert.Equal("AuthenticationFailed", Refusal(Lite(Path), Path + "?sv=2019&sig=x"));

    [Fact]
    public void A_date_more_than_fifteen_minutes_off_is_refused()
    {
        Assert.Null(Refusal(Lite(Path), now: Now.AddMinutes(14)));
        Assert.Equal("AuthenticationFailed", Refusal(Lite(Path), now: Now.AddMinutes(16)));
        Assert.Equal("AuthenticationFailed", Refusal(Lite(Path), now: Now.AddMinutes(-16)));
    }
}
