using System.Management.Automation;
using AmlEndpoints.LocalCommands;
using AmlEndpoints.Service;

namespace AmlEndpoints;

/// <summary>The only place where error ids and categories are chosen. An id is a code of <see cref="FileErrors"/> or <see cref="InputErrors"/>, <c>Service.</c> and a code of the service's or of <see cref="ServiceErrors"/>, or stands here.</summary>
internal static class ErrorRecords
{
    /// <summary>Whether Core threw it for a user to read.</summary>
    public static bool IsKnown(Exception error) => error is AmlFileException or AmlInputException or AmlServiceException;

    /// <summary>The record for an error that <see cref="IsKnown"/>.</summary>
    public static ErrorRecord From(Exception error) => error switch
    {
        AmlFileException file => From(file),
        AmlServiceException service => From(service),
        _ => From((AmlInputException)error),
    };

    public static ErrorRecord From(AmlFileException error) => new(error, error.Code, CategoryOf(error.Code), error.Path);

    public static ErrorRecord From(AmlInputException error) => new(
        error,
        error.Code,
        error.Code == InputErrors.ModelFailed ? ErrorCategory.InvalidResult : ErrorCategory.InvalidData,
        error.InputSource);

    public static ErrorRecord From(AmlServiceException error) => new(error, $"Service.{error.Code}", CategoryOf(error), error.Target);

    /// <summary>No workspace was connected to.</summary>
    public static AmlServiceException NotConnected() => new(
        ServiceErrors.NotConnected, "do this", "there is no connection to a workspace. Use Connect-AmlWorkspace first; each runspace has a connection of its own.");

    /// <summary>No server runs for a workspace folder.</summary>
    public static ErrorRecord NoLocalServer(string folder) => From(new AmlServiceException(
        ServiceErrors.NotFound, $"find the server of the local workspace in {folder}", "none runs. Start it with Start-AmlLocalServer or Connect-AmlWorkspace -Local.", target: folder));

    /// <summary>The server of a workspace folder listens on another port than the one asked for.</summary>
    public static ErrorRecord OtherPort(LocalServer server) => From(new AmlServiceException(
        ServiceErrors.Exists, $"start the server of the local workspace in {server.Path}", $"it runs already, at {server.Uri}. Stop it with Stop-AmlLocalServer first to change its port.", target: server.Path));

    /// <summary>Something in the pipeline that is not a row.</summary>
    public static ErrorRecord NotARow(object? value) => From(new AmlInputException(
        InputErrors.NotARow,
        $"an object of type {value?.GetType().Name ?? "null"} in the pipeline is not a row. Give objects with properties (Import-Csv), hashtables, lists of numbers, or files (Get-ChildItem)."));

    /// <summary>Neither files nor a pipeline.</summary>
    public static ErrorRecord NoInput() => From(new AmlInputException(InputErrors.Empty, "there is no input. Name files with -InputPath, or pipe rows or images to the command."));

    /// <summary>A file that no request can be made of.</summary>
    public static ErrorRecord NotConvertible(string path) => From(new AmlFileException(
        FileErrors.UnknownContentType, "a request is made of images or CSV; this is JSON, which is one already.", path));

    /// <summary>A pattern that names no file.</summary>
    public static ErrorRecord NoMatch(string pattern) => From(new AmlFileException(
        FileErrors.NotFound, "no file has such a name. The characters *, ? and [ are wildcards; -LiteralPath takes them as they are.", pattern));

    /// <summary>Rows and files in one pipeline whose predictions go to a file.</summary>
    public static ErrorRecord MixedInput() => new(
        new ArgumentException("The pipeline has both rows or images and CSV or JSON files. Write the predictions for each kind to a file of its own."),
        "MixedInput",
        ErrorCategory.InvalidArgument,
        null);

    /// <summary>A path that no file can have.</summary>
    public static ErrorRecord NoPath(string path) => From(new AmlFileException(FileErrors.NotFound, "there is a NUL character in the path.", path.Replace('\0', '\uFFFD')));

    /// <summary>A path that is not in the file system, such as a registry key.</summary>
    public static ErrorRecord NotInFileSystem(string path) => From(new AmlFileException(FileErrors.NotFound, "the path is not in the file system.", path));

    /// <summary>-NoClobber and a file that exists.</summary>
    public static ErrorRecord WouldOverwrite(string path) =>
        From(new AmlFileException(FileErrors.Exists, "the file exists, and -NoClobber was given.", path));

    /// <summary>Column types that do not go with the columns.</summary>
    public static ErrorRecord ColumnTypes(string message) =>
        new(new ArgumentException(message), "ColumnTypesInvalid", ErrorCategory.InvalidArgument, null);

    private static ErrorCategory CategoryOf(AmlServiceException error) => (error.Code, error.Status) switch
    {
        (ServiceErrors.Exists, _) or (_, 409) => ErrorCategory.ResourceExists,
        (ServiceErrors.NotFound, _) or (_, 404) => ErrorCategory.ObjectNotFound,
        (ServiceErrors.Unreachable or ServiceErrors.NotConnected, _) => ErrorCategory.ConnectionError,
        (ServiceErrors.InvalidName or ServiceErrors.InvalidArgument or ServiceErrors.InvalidOperation, _) or (_, 400 or 413 or 422) => ErrorCategory.InvalidArgument,
        (ServiceErrors.UntrustedAddress, _) => ErrorCategory.SecurityError,
        (_, 401) => ErrorCategory.AuthenticationError,
        (_, 403) => ErrorCategory.PermissionDenied,
        (_, 408) => ErrorCategory.OperationTimeout,
        (_, 429) or ("OutOfQuota", _) => ErrorCategory.QuotaExceeded,
        _ => ErrorCategory.InvalidResult,
    };

    private static ErrorCategory CategoryOf(string code) => code switch
    {
        FileErrors.NotFound => ErrorCategory.ObjectNotFound,
        FileErrors.Exists => ErrorCategory.ResourceExists,
        FileErrors.AccessFailed => ErrorCategory.ReadError,
        FileErrors.WriteFailed => ErrorCategory.WriteError,
        FileErrors.UnknownContentType => ErrorCategory.InvalidArgument,
        _ => ErrorCategory.InvalidData,
    };
}
