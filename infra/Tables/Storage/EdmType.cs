namespace Messaging.Tables.Storage;

/// <summary>The service's property types. Int32, Double, Boolean and String are told by their JSON; the others are annotated.</summary>
enum EdmType { Null, String, Boolean, Int32, Int64, Double, DateTime, Guid, Binary }
