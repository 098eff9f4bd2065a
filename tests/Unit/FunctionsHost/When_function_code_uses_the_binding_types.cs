using System.Reflection;
using Microsoft.Azure.Functions.Worker;

namespace Messaging.Unit.FunctionsHost;

/// <summary>
/// The list holds what the official packages ServiceBus 5.24 and SignalRService 2.0.1 declare, and of theirs only what
/// infra/WorkerExtensions has. A member outside it would compile locally and fail in a deployment build.
/// </summary>
public sealed class When_function_code_uses_the_binding_types
{
    static readonly string List = Path.Combine(AppContext.BaseDirectory, "FunctionsHost", "WorkerExtensions.txt");

    [Fact]
    public void They_are_exactly_those_of_the_official_packages() => Assert.Equal(File.ReadAllLines(List), Surface());

    static IEnumerable<string> Surface() => typeof(ServiceBusTriggerAttribute).Assembly.GetExportedTypes()
        .OrderBy(type => type.FullName, StringComparer.Ordinal)
        .SelectMany(type => Members(type).Order(StringComparer.Ordinal).Prepend(Describe(type)));

    static string Describe(Type type)
    {
        var kind = type.IsEnum ? "enum" : type.IsSealed ? "sealed class" : "class";
        return $"{kind} {type.FullName} : {type.BaseType!.Name}";
    }

    static IEnumerable<string> Members(Type type) => type
        .GetMembers(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly)
        .Where(IsVisible)
        .Select(member => $"  {Modifiers(member)}{member}{Details(member)}")
        .Where(line => !line.Contains("value__"));

    static bool IsVisible(MemberInfo member) => member switch
    {
        MethodInfo method => IsVisible(method) && !method.IsSpecialName,
        MethodBase constructor => IsVisible(constructor),
        FieldInfo field => field.IsPublic,
        PropertyInfo property => property.GetMethod is { } get && IsVisible(get),
        _ => false,
    };

    static bool IsVisible(MethodBase method) => method.IsPublic || method.IsFamily;

    static string Modifiers(MemberInfo member) => member switch
    {
        MethodBase { IsFamily: true } => "protected ",
        MethodInfo { IsVirtual: true } => "virtual ",
        PropertyInfo { GetMethod.IsVirtual: true } => "virtual ",
        _ => "",
    };

    /// <summary>Names of parameters count: callers use them (<c>deadLetterReason: …</c>).</summary>
    static string Details(MemberInfo member) => member switch
    {
        PropertyInfo { SetMethod: null or { IsPrivate: true } } => " get",
        PropertyInfo { SetMethod.IsFamily: true } => " get, protected set",
        PropertyInfo => " get, set",
        MethodBase method => $" ({string.Join(", ", method.GetParameters().Select(parameter => parameter.Name))})",
        _ => "",
    };
}
