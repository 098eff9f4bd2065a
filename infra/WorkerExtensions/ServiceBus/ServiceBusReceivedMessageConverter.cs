using Azure.Core.Amqp;
using Azure.Messaging.ServiceBus;
using Microsoft.Azure.Functions.Worker.Converters;
using Microsoft.Azure.Functions.Worker.Core;
using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

namespace Microsoft.Azure.Functions.Worker;

/// <summary>Content is the 16 bytes of the lock token followed by the encoded AMQP message.</summary>
[SupportsDeferredBinding]
[SupportedTargetType(typeof(ServiceBusReceivedMessage))]
[SupportedTargetType(typeof(ServiceBusReceivedMessage[]))]
sealed class ServiceBusReceivedMessageConverter : IInputConverter
{
    const string Source = "AzureServiceBusReceivedMessage";
    const string ContentType = "application/octet-stream";
    const int LockTokenLength = 16;

    public ValueTask<ConversionResult> ConvertAsync(ConverterContext context)
    {
        try
        {
            return new(context.Source switch
            {
                ModelBindingData one => ConversionResult.Success(Decode(one)),
                CollectionModelBindingData many => ConversionResult.Success(Array.ConvertAll(many.ModelBindingData, Decode)),
                _ => ConversionResult.Unhandled(),
            });
        }
        catch (Exception refused)
        {
            return new(ConversionResult.Failed(refused));
        }
    }

    static ServiceBusReceivedMessage Decode(ModelBindingData data)
    {
        if (data.Source != Source || data.ContentType != ContentType)
        {
            throw new InvalidOperationException(
                $"Expected {Source} as {ContentType}, the host sent {data.Source} as {data.ContentType}.");
        }

        var content = data.Content.ToMemory();
        return ServiceBusReceivedMessage.FromAmqpMessage(
            AmqpAnnotatedMessage.FromBytes(BinaryData.FromBytes(content[LockTokenLength..])),
            BinaryData.FromBytes(content[..LockTokenLength]));
    }
}
