using Messaging.Tables.Storage;

namespace Messaging.Tables.Http;

/// <summary>Takes every request from the server: latency, authentication, the operation, and its error.</summary>
sealed partial class TableService(TableStore store, TableServerOptions options, TableCounters counters, TimeProvider time, ILogger logger)
{
    readonly TableRequests tables = new(store);
    readonly EntityRequests entities = new(store, counters);
    readonly TransactionRequests transactions = new(store, counters);

    public async Task HandleAsync(HttpContext context)
    {
        var exchange = new Exchange(context, time);
        exchange.Begin();
        try
        {
            if (options.Latency > TimeSpan.Zero)
                await Task.Delay(options.Latency, time, context.RequestAborted);
            await AnswerAsync(exchange);
        }
        catch (RequestRefused refused)
        {
            await exchange.RefuseAsync(refused.Error);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // The client has gone.
        }
        catch (Exception e)
        {
            LogFailed(e, context.Request.Method);
            if (!context.Response.HasStarted)
                await exchange.RefuseAsync(TableError.InternalError);
        }
    }

    Task AnswerAsync(Exchange exchange)
    {
        var target = exchange.Target;
        if (SharedKey.Check(exchange.Request, target, time.GetUtcNow()) is { } refusal)
            return exchange.RefuseAsync(refusal);
        counters.CountTransaction();
        if (!exchange.IsFormatSupported)
            return exchange.RefuseAsync(TableError.FormatNotSupported);
        return (target.Kind, exchange.Method, target.Option("comp")) switch
        {
            (ResourceKind.Service, _, var component) => ServiceDocuments.AnswerServiceAsync(exchange, component),
            (ResourceKind.EntitySet, _, { } component) => ServiceDocuments.AnswerTableAsync(exchange, component),
            (ResourceKind.TableSet, "GET", _) => tables.ListAsync(exchange),
            (ResourceKind.TableSet, "POST", _) => tables.CreateAsync(exchange),
            (ResourceKind.Table, "DELETE", _) => tables.DeleteAsync(exchange),
            (ResourceKind.EntitySet, "GET", _) => entities.QueryAsync(exchange),
            (ResourceKind.Entity, "GET", _) => entities.ReadAsync(exchange),
            (ResourceKind.EntitySet or ResourceKind.Entity, _, _) => entities.WriteAsync(exchange),
            (ResourceKind.Transaction, "POST", _) => transactions.AnswerAsync(exchange),
            _ => exchange.RefuseAsync(TableError.MethodNotAllowed),
        };
    }
}
