using AmlEndpoints.LocalServer.Store;

namespace AmlEndpoints.LocalServer.Blobs;

/// <summary>
/// Every error of the blob service. Codes and statuses are Azure Storage's
/// (https://learn.microsoft.com/rest/api/storageservices/blob-service-error-codes and …/common-rest-api-error-codes),
/// but for <see cref="NotImplemented"/>, which says that Azure could have done what was asked.
/// </summary>
internal static class BlobErrors
{
    /// <summary>A part of the blob service that this server does not have.</summary>
    public static BlobException NotImplemented(string what) =>
        new(501, "NotImplemented", $"The blob service of a local workspace does not have this: {what}. Leave it out, or use a workspace in Azure.");

    /// <summary>Neither a signature in the header nor one in the query.</summary>
    public static BlobException NoAuthenticationInformation() =>
        new(
            401, "NoAuthenticationInformation",
            "The request is not signed. Sign it with the account's key (SharedKey) or add a SAS of this workspace.");

    /// <summary>Credentials that do not hold.</summary>
    public static BlobException AuthenticationFailed(string reason) =>
        new(403, "AuthenticationFailed", $"The request could not be authenticated: {reason}");

    /// <summary>A SAS that holds, and that does not allow this.</summary>
    public static BlobException AuthorizationPermissionMismatch(BlobPermissions needed) =>
        new(
            403, "AuthorizationPermissionMismatch",
            $"The SAS does not allow this operation; it needs one of: {needed}. Ask for a SAS with more permissions.");

    /// <summary>A URI that is not one of this service.</summary>
    public static BlobException InvalidUri(string reason) => new(400, "InvalidUri", $"The URI of the request is not valid: {reason}");

    /// <summary>A name that a blob cannot have.</summary>
    public static BlobException InvalidResourceName(string reason) => new(400, "InvalidResourceName", $"The blob's name is not valid: {reason}");

    /// <summary>A verb that this service does not know.</summary>
    public static BlobException UnsupportedHttpVerb(string method) =>
        new(405, "UnsupportedHttpVerb", $"The blob service does not know the method {method}.");

    /// <summary>No such container.</summary>
    public static BlobException ContainerNotFound(string container, BlobAccount account) =>
        new(404, "ContainerNotFound", $"The container '{container}' does not exist. The local workspace has one container, '{account.Container}'.");

    /// <summary>There is a container of this name.</summary>
    public static BlobException ContainerAlreadyExists(string container) =>
        new(409, "ContainerAlreadyExists", $"The container '{container}' exists already.");

    /// <summary>No such blob.</summary>
    public static BlobException BlobNotFound(string name) => new(404, "BlobNotFound", $"The blob '{name}' does not exist.");

    /// <summary>A blob that was to be created exists.</summary>
    public static BlobException BlobAlreadyExists(string name) =>
        new(409, "BlobAlreadyExists", $"The blob '{name}' exists already. Leave out If-None-Match: * to replace it.");

    /// <summary>A condition of the request does not hold.</summary>
    public static BlobException ConditionNotMet() =>
        new(
            412, "ConditionNotMet",
            "The blob is not as the conditional headers of the request want it. Get its properties, and try again with its present ETag.");

    /// <summary>A read that was only wanted if the blob had changed.</summary>
    public static BlobException NotModified() => new(304, "ConditionNotMet", "The blob has not changed.");

    /// <summary>A range beyond the end of the blob.</summary>
    public static BlobException InvalidRange(long length) =>
        new(416, "InvalidRange", $"The range begins beyond the end of the blob, which has {length} bytes.");

    /// <summary>A body without its length.</summary>
    public static BlobException MissingContentLength() =>
        new(411, "MissingContentLengthHeader", "The request has no Content-Length. The blob service does not take chunked bodies.");

    /// <summary>A body that is too large for its operation.</summary>
    public static BlobException RequestBodyTooLarge(long limit) =>
        new(413, "RequestBodyTooLarge", $"The body is larger than {limit} bytes. Upload the blob in smaller blocks.");

    /// <summary>A header that the operation cannot do without.</summary>
    public static BlobException MissingRequiredHeader(string header) => new(400, "MissingRequiredHeader", $"The request has no {header} header.");

    /// <summary>A query parameter that the operation cannot do without.</summary>
    public static BlobException MissingRequiredQueryParameter(string parameter) =>
        new(400, "MissingRequiredQueryParameter", $"The request has no query parameter {parameter}.");

    /// <summary>A header with a value that cannot be.</summary>
    public static BlobException InvalidHeaderValue(string header, string reason) =>
        new(400, "InvalidHeaderValue", $"The header {header} is not valid: {reason}");

    /// <summary>A query parameter with a value that cannot be.</summary>
    public static BlobException InvalidQueryParameterValue(string parameter, string reason) =>
        new(400, "InvalidQueryParameterValue", $"The query parameter {parameter} is not valid: {reason}");

    /// <summary>A number in the query that is too small or too large.</summary>
    public static BlobException OutOfRangeQueryParameterValue(string parameter, string range) =>
        new(400, "OutOfRangeQueryParameterValue", $"The query parameter {parameter} must be {range}.");

    /// <summary>Metadata that cannot be kept.</summary>
    public static BlobException InvalidMetadata(string reason) => new(400, "InvalidMetadata", $"The metadata are not valid: {reason}");

    /// <summary>Too much metadata.</summary>
    public static BlobException MetadataTooLarge(int limit) =>
        new(400, "MetadataTooLarge", $"Names and values of the metadata have more than {limit} bytes together.");

    /// <summary>An MD5 that is not one.</summary>
    public static BlobException InvalidMd5(string header) => new(400, "InvalidMd5", $"The header {header} is not the Base64 text of 16 bytes.");

    /// <summary>Other bytes arrived than were sent.</summary>
    public static BlobException Md5Mismatch() =>
        new(400, "Md5Mismatch", "The MD5 of the bytes that arrived is not the one that the request gives. Nothing was stored; send it again.");

    /// <summary>A body that is not the XML it should be.</summary>
    public static BlobException InvalidXmlDocument(string reason) => new(400, "InvalidXmlDocument", $"The body is not a valid block list: {reason}");

    /// <summary>A list with too many blocks.</summary>
    public static BlobException BlockListTooLong(int limit) =>
        new(400, "BlockListTooLong", $"The list has more than {limit} blocks. Use larger blocks.");

    /// <summary>A list with a block that is not there.</summary>
    public static BlobException InvalidBlockList(string name) =>
        new(400, "InvalidBlockList", $"A block of the list was not uploaded for the blob '{name}', or has been discarded. Upload the blocks again.");

    /// <summary>A block's id that differs in length from the others'.</summary>
    public static BlobException InvalidBlobOrBlock() =>
        new(400, "InvalidBlobOrBlock", "All block ids of a blob must have the same length.");

    /// <summary>The server's disk.</summary>
    public static BlobException WriteFailed(string folder, Exception error) => DiskErrors.IsFull(error)
        ? new(507, "InsufficientStorage", $"The disk with '{folder}' is full. Nothing was stored.")
        : new(500, "InternalError", $"The blob could not be written to '{folder}': {error.Message} Nothing was stored.");
}
