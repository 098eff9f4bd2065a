namespace Messaging.Tables;

/// <summary>An answer of the service that says no: status, code and message of its table of error codes.</summary>
sealed record TableError(int Status, string Code, string Message)
{
    public static readonly TableError ResourceNotFound = new(404, "ResourceNotFound", "The specified resource does not exist.");
    public static readonly TableError TableNotFound = new(404, "TableNotFound", "The table specified does not exist.");
    public static readonly TableError TableAlreadyExists = new(409, "TableAlreadyExists", "The table specified already exists.");
    public static readonly TableError EntityAlreadyExists = new(409, "EntityAlreadyExists", "The specified entity already exists.");

    public static readonly TableError UpdateConditionNotSatisfied = new(412, "UpdateConditionNotSatisfied",
        "The update condition specified in the request was not satisfied.");

    public static readonly TableError PropertiesNeedValue = new(400, "PropertiesNeedValue",
        "The values are not specified for all properties in the entity.");

    public static readonly TableError EntityTooLarge = new(400, "EntityTooLarge",
        "The entity is larger than the maximum allowed size (1MB).");

    public static readonly TableError TooManyProperties = new(400, "TooManyProperties",
        "The entity contains more properties than allowed. Each entity can include up to 252 properties to store data. "
        + "Each entity also has 3 system properties.");

    public static readonly TableError PropertyNameTooLong = new(400, "PropertyNameTooLong",
        "The property name exceeds the maximum allowed length (255).");

    public static readonly TableError PropertyValueTooLarge = new(400, "PropertyValueTooLarge",
        "The property value exceeds the maximum allowed size (64KB). If the property value is a string, it is UTF-16 encoded "
        + "and the maximum number of characters should be 32K or less.");

    public static readonly TableError KeyValueTooLarge = new(400, "KeyValueTooLarge",
        "The size of the PartitionKey or RowKey exceeds the maximum allowed size (1KB, 512 UTF-16 characters).");

    public static readonly TableError RequestBodyTooLarge = new(413, "RequestBodyTooLarge",
        "The request body is too large and exceeds the maximum permissible limit.");

    public static readonly TableError MethodNotAllowed = new(405, "MethodNotAllowed",
        "The requested method is not allowed on the specified resource.");

    public static readonly TableError DifferentPartitions = new(400, "CommandsInBatchActOnDifferentPartitions",
        "All commands in a batch must operate on same entity group.");

    public static readonly TableError TooManyChanges =
        InvalidInput("The batch request operation exceeds the maximum 100 changes per change set.");

    public static readonly TableError FormatNotSupported = new(415, "JsonFormatNotSupported",
        "Only application/json with odata=minimalmetadata or odata=nometadata is supported by this server.");

    public static readonly TableError InternalError = new(500, "InternalError",
        "The server encountered an internal error. Please retry the request.");

    public static TableError InvalidInput(string message) => new(400, "InvalidInput", message);

    public static TableError OutOfRange(string what) => new(400, "OutOfRangeInput", $"The {what} is out of range.");

    public static TableError InvalidValue(string property) => new(400, "InvalidValueType",
        $"The value specified for property '{property}' is invalid for its type.");

    public static TableError DuplicateRow(string rowKey) => new(400, "InvalidDuplicateRow",
        $"A command with RowKey '{rowKey}' is already present in the batch. An entity can appear only once in a batch.");

    public static TableError AuthenticationFailed(string why) => new(403, "AuthenticationFailed",
        $"Server failed to authenticate the request. {why}");

    public static TableError NotImplemented(string what) => new(501, "NotImplemented", $"{what} is not implemented by this server.");
}
