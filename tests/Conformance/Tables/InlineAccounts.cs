using System.Reflection;
using Xunit.Sdk;

namespace Messaging.Conformance.Tables;

/// <summary>One case for each account of <see cref="AccountsAttribute"/>.</summary>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
sealed class InlineAccountsAttribute(params object[] values) : DataAttribute
{
    public override IEnumerable<object[]> GetData(MethodInfo testMethod) =>
        new AccountsAttribute().GetData(testMethod).Select(account => (object[])[.. account, .. values]);
}
