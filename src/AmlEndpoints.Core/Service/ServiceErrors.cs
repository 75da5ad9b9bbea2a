namespace AmlEndpoints.Service;

/// <summary>The codes of <see cref="AmlServiceException"/> that do not come from the service: the names that scripts test for.</summary>
public static class ServiceErrors
{
    /// <summary>The service does not answer.</summary>
    public const string Unreachable = "Unreachable";

    /// <summary>There is no connection to a workspace.</summary>
    public const string NotConnected = "NotConnected";

    /// <summary>The answer is not what the protocol has.</summary>
    public const string InvalidResponse = "InvalidResponse";

    /// <summary>An address that the token must not be sent to.</summary>
    public const string UntrustedAddress = "UntrustedAddress";

    /// <summary>A name that no resource can have.</summary>
    public const string InvalidName = "InvalidName";

    /// <summary>Something exists already.</summary>
    public const string Exists = "Exists";

    /// <summary>There is no such thing.</summary>
    public const string NotFound = "NotFound";

    /// <summary>A long-running operation ended without success.</summary>
    public const string OperationFailed = "OperationFailed";

    /// <summary>A text does not describe an operation, or one of another workspace.</summary>
    public const string InvalidOperation = "InvalidOperation";

    /// <summary>What is asked for does not go with the state of the resource.</summary>
    public const string InvalidState = "InvalidState";

    /// <summary>A setting is not valid.</summary>
    public const string InvalidArgument = "InvalidArgument";
}
