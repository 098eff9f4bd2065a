using System.Text.Json.Serialization;

namespace Messaging.FanOut.Push;

[JsonSerializable(typeof(Dictionary<string, string>))]
sealed partial class PushJson : JsonSerializerContext;
