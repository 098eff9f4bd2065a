using System.Diagnostics;
using Messaging.FunctionsHost.Metadata;
using Messaging.FunctionsHost.Protocol;
using Messaging.FunctionsHost.Workers;

namespace Messaging.FunctionsHost.Invocations;

/// <summary>Runs one function in a worker: inputs in, outputs out, within the app's function timeout.</summary>
sealed partial class FunctionInvoker(
    FunctionDefinition function,
    IReadOnlyList<IInputBinding> inputs,
    IReadOnlyList<IOutputBinding> outputs,
    TimeSpan timeout,
    ILogger log,
    TimeProvider time)
{
    const string Return = "$return";

    static readonly ActivitySource Source = new(FunctionApp.ActivitySource);

    readonly string httpOutput =
        function.Outputs.FirstOrDefault(output => output.Type.Equals("http", StringComparison.OrdinalIgnoreCase))?.Name ?? Return;

    public FunctionDefinition Function => function;

    /// <summary>The return value goes to an output binding and answers nobody.</summary>
    public bool ReturnIsOutput => outputs.Any(output => output.Name == Return);

    public async Task<InvocationResult> InvokeAsync(Worker worker, string invocationId, Trigger trigger, CancellationToken cancel = default)
    {
        using var activity = Source.StartActivity(
            function.Name, ActivityKind.Consumer, trigger.TraceParent!, [new("faas.invocation_id", invocationId)], Links(trigger));
        var started = time.GetTimestamp();
        var result = await RunAsync(worker, invocationId, trigger, activity?.Id ?? trigger.TraceParent, cancel);
        if (result.Succeeded)
        {
            Succeeded(invocationId, (long)time.GetElapsedTime(started).TotalMilliseconds);
        }
        else
        {
            activity?.SetStatus(ActivityStatusCode.Error);
            Failed(invocationId, result.Failure!);
        }

        return result;
    }

    async Task<InvocationResult> RunAsync(Worker worker, string invocationId, Trigger trigger, string? traceParent, CancellationToken cancel)
    {
        try
        {
            var request = await RequestAsync(invocationId, trigger, traceParent, cancel);
            await using var cancelling = cancel.Register(() => worker.Cancel(invocationId));
            var response = await AnswerAsync(worker, request);
            if (response.Result.Status != StatusResult.Types.Status.Success)
            {
                return new($"{response.Result.Exception?.Type} {response.Result.Exception?.Message}");
            }

            await SendOutputsAsync(response);
            return new(null, Value(response, httpOutput));
        }
        catch (WorkerLostException lost)
        {
            return new(lost.Message, WorkerLost: true);
        }
        catch (TimeoutException)
        {
            return new($"Timeout value of {timeout} was exceeded.", WorkerLost: true);
        }
        catch (Exception binding)
        {
            BindingFailed(binding, invocationId);
            return new(binding.Message);
        }
    }

    async ValueTask<InvocationRequest> RequestAsync(string invocationId, Trigger trigger, string? traceParent, CancellationToken ct)
    {
        var request = new InvocationRequest
        {
            InvocationId = invocationId,
            FunctionId = function.Id,
            TraceContext = new() { TraceParent = traceParent ?? "" },
            RetryContext = trigger.Retry,
        };
        request.InputData.Add(new ParameterBinding { Name = function.Trigger.Name, Data = trigger.Value });
        foreach (var input in inputs)
        {
            request.InputData.Add(new ParameterBinding { Name = input.Name, Data = await input.GetAsync(trigger.Lookup, ct) });
        }

        if (trigger.Metadata is { } metadata)
        {
            request.TriggerMetadata.Add(metadata);
        }

        return request;
    }

    /// <summary>As in Azure, a function over its time costs the whole worker its life.</summary>
    async Task<InvocationResponse> AnswerAsync(Worker worker, InvocationRequest request)
    {
        var answer = worker.InvokeAsync(function.Name, request, CancellationToken.None);
        try
        {
            return await answer.WaitAsync(timeout, time);
        }
        catch (TimeoutException)
        {
            worker.Cancel(request.InvocationId);
            worker.Kill();
            await answer.ContinueWith(static _ => { }, TaskScheduler.Default);
            throw;
        }
    }

    async Task SendOutputsAsync(InvocationResponse response)
    {
        foreach (var output in outputs)
        {
            if (Value(response, output.Name) is { DataCase: not TypedData.DataOneofCase.None } value)
            {
                await output.SendAsync(value, CancellationToken.None);
            }
        }
    }

    static IEnumerable<ActivityLink> Links(Trigger trigger)
    {
        foreach (var trace in trigger.Linked ?? [])
        {
            if (ActivityContext.TryParse(trace, null, out var linked))
            {
                yield return new(linked);
            }
        }
    }

    static TypedData? Value(InvocationResponse response, string output) =>
        output == Return ? response.ReturnValue : response.OutputData.FirstOrDefault(data => data.Name == output)?.Data;
}
