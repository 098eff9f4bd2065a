using Azure.Messaging.ServiceBus;
using Messaging.FunctionsHost.Invocations;
using Messaging.FunctionsHost.Metadata;
using Messaging.FunctionsHost.Workers;

namespace Messaging.FunctionsHost.ServiceBus;

/// <summary>What the four kinds of listener share: the entity, the options, and how a message becomes an invocation.</summary>
sealed partial class ServiceBusTrigger(
    FunctionInvoker invoker, AppInstance instance, ServiceBusClient client, Deliveries deliveries, ServiceBusOptions options, ILogger log)
{
    readonly BindingDefinition binding = invoker.Function.Trigger;

    public ServiceBusClient Client => client;

    public Deliveries Deliveries => deliveries;

    public ServiceBusOptions Options => options;

    /// <summary>The trigger's own word goes before host.json's.</summary>
    public bool AutoComplete => binding.Flag("autoCompleteMessages") ?? options.AutoCompleteMessages;

    /// <summary>A queue, or <c>topic/Subscriptions/name</c>.</summary>
    public string EntityPath => binding.Text("queueName")
        ?? $"{binding.Require("topicName")}/Subscriptions/{binding.Require("subscriptionName")}";

    public ITriggerListener Listener() => (binding.IsBatched, binding.Flag("isSessionsEnabled") ?? false) switch
    {
        (false, false) => new MessageListener(this),
        (false, true) => new SessionListener(this),
        (true, false) => new BatchListener(this),
        (true, true) => new SessionBatchListener(this),
    };

    /// <summary>Messages wait here while the worker restarts, so that a crash costs them one delivery and not all.</summary>
    public Task<Worker> ReadyAsync(CancellationToken ct) => instance.ReadyAsync(ct);

    public Task<InvocationResult> InvokeAsync(Worker worker, ServiceBusReceivedMessage message, ISessionActions? session)
    {
        var value = MessagePayload.One(binding, message);
        var metadata = TriggerMetadata.Of(message, session);
        if (value.HasString)
        {
            BodyMetadata.Add(metadata, value.String);
        }

        return invoker.InvokeAsync(worker, Guid.NewGuid().ToString(), new(value, metadata, TraceParentOf(message)));
    }

    /// <summary>The run continues the first message's trace and links the others'; the official host links all, which leaves even one alone.</summary>
    public Task<InvocationResult> InvokeAsync(Worker worker, IReadOnlyList<ServiceBusReceivedMessage> messages, ISessionActions? session)
    {
        var traces = messages.Select(TraceParentOf).OfType<string>().Distinct().ToList();
        return invoker.InvokeAsync(worker, Guid.NewGuid().ToString(), new(
            MessagePayload.Many(binding, messages), TriggerMetadata.Of(messages, session), traces.FirstOrDefault(), traces.Skip(1)));
    }

    /// <summary>An exception is how the SDK's processor learns that the message goes back, whatever autoComplete says.</summary>
    public void ThrowIfFailed(InvocationResult result)
    {
        if (result.Failure is { } failure)
        {
            throw new FunctionFailedException(invoker.Function.Name, failure);
        }
    }

    public Task ReportAsync(ProcessErrorEventArgs error)
    {
        // A failed function has been reported by its invoker; a cancelled wait is the listener's own stop.
        if (error.Exception is not (FunctionFailedException or OperationCanceledException))
        {
            ListenerError(error.Exception, EntityPath, error.ErrorSource.ToString());
        }

        return Task.CompletedTask;
    }

    public void Report(Exception error) => ListenerError(error, EntityPath, "Batch");

    static string? TraceParentOf(ServiceBusReceivedMessage message) =>
        (message.ApplicationProperties.GetValueOrDefault("traceparent")
            ?? message.ApplicationProperties.GetValueOrDefault("Diagnostic-Id")) as string;
}
